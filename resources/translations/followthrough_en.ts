<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>AboutPage</name>
        <message>
            <source>About Followthrough</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy version</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Followthrough {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Gets a mortgage lead called. Its contact rules are a compilation, each with its source and how far it was checked; they are not legal advice.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Licences</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Act</name>
        <message>
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Enter does it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say why in a few words: it is kept, and the officer may read it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The hub is asked…</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Address</name>
        <message>
            <source>Copy</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>AdjustedPanel</name>
        <message>
            <source>Had every lead been called within {} and tried six times, {:.1%} would have applied; by source as below.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Method: two logistic regressions (statsmodels): of each attempt, whether it reached the borrower, and of each borrower reached, whether they applied; by source, minutes to the first call and number of the attempt. Then every source is given the same follow-up. What was never noted, such as whom an officer calls first, is in no adjustment.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No source has enough leads yet: 30 that were called, and some that did and did not apply.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sources</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sources compared</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Was it the lead or the follow-up?</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Ahead</name>
        <message>
            <source>Next</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Steps ahead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>done by {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>moved: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>skipped</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Asking</name>
        <message>
            <source>A time is needed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Enter alone: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing is logged (Esc)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write it like tomorrow 3pm.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>or in your own words</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>tomorrow 3pm · thu 10 · in 20 min</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} is allowed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}: no call then ({})</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>AwayDialog</name>
        <message>
            <source>Away</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Away until</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Enter takes it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Until when are you away?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>such as 3pm, in 2 hours, tomorrow 9</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CallStrip</name>
        <message>
            <source>Back to it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calling {} · {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not a call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Still calling {} · {}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CardHeader</name>
        <message>
            <source>List</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No calls: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Opens {} {} ({})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Test lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>received {}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CardPane</name>
        <message>
            <source>Choose a lead on the left, or find one with Ctrl+K.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copied {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copied {}: dial it, the time runs.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copied: address, subject and words. Press M once it is sent.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy the address from the card.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dial it by hand and log the outcome here; the time runs.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It opens {} on your clock.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It went to somebody else, or your company took it back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lead card</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No call now: {}. {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No mail program took the message.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No number of this lead works.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No phone program took the number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No program takes texts here, so its words are copied. Press T once it is sent.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No time will open it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody is waiting</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Opened in your mail program. Press M once it is sent.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Opened in your program for texts. Press T once it is sent.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Opened. Write {} into the mail: this desk does not know it. Press M once it is sent.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Send an e-mail.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Still calling {}: how did it go? Log its outcome first, or say that it was no call.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This lead is no longer on your desk</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CatchingUpDialog</name>
        <message>
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Catch up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads seen to</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Looking …</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing is overdue from before today.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stopping after the part in hand</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What fell due before today</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}; a day holds about {}. What is dropped is logged as skipped, with the reason “away”.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ChoosePage</name>
        <message>
            <source>CSV, Excel, vCard, ADF, MISMO, Fannie Mae, form posts and webhooks; from Facebook, HubSpot, Salesforce, Outlook, Google or any vendor, as they sent it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose files…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose lead files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drop lead files here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Files to import</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Import leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing is taken before you have seen it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove the saved map {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved maps, used by themselves for files with the same columns</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} · {:,} columns</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ClaimsPanel</name>
        <message>
            <source>Bad leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Credit to claim</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No lead of these months was found to be bad.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the claims in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved as {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file names no borrower: the vendor finds each lead by its own id and the time it came.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The first: {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Whose claims are shown</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} of {} may be claimed.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ClockBanner</name>
        <message>
            <source>Clock</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CohortsPanel</name>
        <message>
            <source>All sources together</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An open month is one whose youngest lead has not had 90 days. What it is still to bring is estimated from how long older leads of the same source took; the interval holds the count with 95 %.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Applications</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Appointments</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Every source and campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Funded</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Months</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Months received</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There are several rows a month here: the chart is for one source or all together.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What the chart shows</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Whose months are shown</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Correcting</name>
        <message>
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Enter saves</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Put a fact right</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What it should be</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What it was stays in the timeline, where the correction can be taken back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which fact</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CrashReport</name>
        <message>
            <source>Copied</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy report</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Crash report</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Followthrough made a mistake it did not expect. What you had saved is safe. The report below names places in the program only; no borrower is in it. Copy or save it for your IT; nothing is sent by itself.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep working</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the report in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved as {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Something broke</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Curtain</name>
        <message>
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Clearing away</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Followthrough</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How far it is</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Opening your desk</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try again (F5)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your desk cannot be opened</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Dialogs</name>
        <message>
            <source>A lead is on offer to you.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy a phone number or an e-mail address first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Merged: both stories stand on this lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Put a fact right</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Put right: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Same person as another lead</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>Saved: %n calls</source>
            <comment>Saved: %n call</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Undo</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>DuplicatesPage</name>
        <message numerus="yes">
            <source>%n people are here already</source>
            <comment>%n person is here already</comment>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>%n people may be here already</source>
            <comment>%n person may be here already</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All is decided: Enter imports.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Both side by side</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Field</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fields</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Import</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In common: {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In the file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep apart (K)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leave out (X)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Merge (M)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Merged</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rows about somebody who may be here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The same for all alike</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>The same for the %n others alike</source>
            <comment>The same for the %n other alike</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The same person by {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where it stands</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who is here and who is in the file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>keep apart</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leave out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>merge</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>yours to decide</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{:,} more like these</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ExhaustedPanel</name>
        <message>
            <source>Leads of which officers tried all come back to marketing with why, what was tried and from when on they may be approached again. Who asked for no contact is not among them. Each lead is handed over once, and the company's audit says to whom.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads to approach again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing waits to be handed over.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the leads in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} are not handed over: nobody is to contact them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} saved as {}.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ExperimentPanel</name>
        <message>
            <source>Grey: less than the {:.1f} points that matter</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Method: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No experiment yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Over</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Running</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The former version went on, {} decided: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The tried version went on, {} decided: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Two published versions can be tried side by side: each new lead is drawn for one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{measure} within {within} days · version {tried} against {former} · {share}% · since {began}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Explained</name>
        <message>
            <source>A lead of another time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Counted: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In neither number: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Looking up the leads…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not counted: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing in these days.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The hub, and so your manager, has {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>and {} more</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Faces</name>
        <message>
            <source>Adding up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Followthrough made a mistake it did not expect. If trying again does not help, tell your IT.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Something broke</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try again in a moment.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What was asked is not waited for any more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You stopped this</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Facts</name>
        <message>
            <source>Correct</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Facts</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>FigureTable</name>
        <message>
            <source>What is counted</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>FirstRun</name>
        <message>
            <source>Back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Connect to a hub</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Every lead called, in time, and nothing forgotten. How do you want to begin?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How to begin</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Import leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Key {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look at a made-up branch</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing is real, all of it works</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Start with an empty desk</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The made-up branch could not be started.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The made-up branch opens in a window of its own. When you have looked around, go on here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This desk was emptied</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Welcome</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Welcome to Followthrough</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What it had handed in is at your company's hub. Ask your manager or IT for a one-time code and connect again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You have a file from a vendor</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your company gave you its address, and a code</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your company removed this desk's data on {}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Glance</name>
        <message>
            <source>Effort</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Held against</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Results</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>HandingOn</name>
        <message numerus="yes">
            <source>%n leads that were not called in their time went to the next officer.</source>
            <comment>A lead that was not called in its time went to the next officer.</comment>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ImportDialog</name>
        <message>
            <source>A lead needs a phone number or an e-mail address: say which column has one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Import leads</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ImportOutcome</name>
        <message>
            <source>As a table with the reasons, to mend and import again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Done</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Enter on a merged row takes it apart again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Import more</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Left out on purpose, because nobody may be ranked by them: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save rejected rows in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save rejected rows…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved as {}. Mend the rows there and import it: the reasons are passed over.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stopped as you asked. Import the same file again to bring in the rest; nothing doubles.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What became of the rows</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>IntervalChart</name>
        <message>
            <source>Share that applied, followed up alike</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>all sources</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>as it came out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>followed up alike, 95 %</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}: {:.1%} followed up alike, between {:.1%} and {:.1%}; {:.1%} as it came out; {}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>JoinHub</name>
        <message>
            <source>Address of the hub</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Asking the hub</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Both the address and the code are needed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Connect</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Connected</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One-time code</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sign in on the page that opens in your browser</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sign in with your company</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Signing in with your company needs it the first time only.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Wait no longer for the page in the browser</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your manager or IT gives you both; the code works once, for 72 hours.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>KeysPage</name>
        <message>
            <source>All keys</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keys</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On a reminder</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LeaksPage</name>
        <message>
            <source>Lead {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads that were lost</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads that were lost, and how</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No lead was lost</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>None of the leads received on these days ended without the contact it came for. One that does comes here, with the step it was lost at.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The hub is looking where leads were lost.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ways in which leads were lost</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where leads are lost</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>and {} more</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>received {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} lost</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LivePage</name>
        <message numerus="yes">
            <source>%n entries</source>
            <comment>%n entry</comment>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>%n things red</source>
            <comment>%n thing red</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose somebody in the list of who is on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Enter shows what happened to the lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Excuse…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Find somebody</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give all their leads…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give to…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Live</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Looking</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No first call runs out, no promise is missed, and every lead has somebody. What changes comes here by itself.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody has missed anything there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody has this lead; give it to somebody.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing is red</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nudge…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reload</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take over</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Taken back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That was about no lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The hub is asked what is red now.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The hub is asked what was done in the last fourteen days.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is red now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is red, and who is on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What was done</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What was done, by whom and why</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who is on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>as of {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>every excusal, move and change of hours of the last fourteen days, with its why</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the hub has not answered since</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} more leads nobody has</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} of {} on shift</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>A made-up branch opens in a window of its own; nothing in it is yours or real.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Back to your hours: what comes from now on waits for your shift.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Catch up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go to it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Import</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In step: {} up, {} down</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keys</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Live</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lost</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Marketing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mine</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>My numbers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing to undo. U takes back an older entry.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Outside the rules ({}): marked for compliance.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Playbook</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Promises</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Settings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Team</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The made-up branch could not be started.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The next lead is yours.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Today</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Undo</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What the company sees about me</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What works</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where leads are lost</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Working now: steps that waited for your shift fall due, until midnight.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You were away: {} fell due before today.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>MappingPage</name>
        <message>
            <source>Back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Column {}, {}: what it becomes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Columns of the file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Custom field</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leave out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name of the saved map</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remember for such files, as</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use these columns</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is in the columns?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>empty in the first rows</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>kept as it is</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>likely</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>please check</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>sure</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>your choice</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>your map</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} · {}. What is sure needs no look.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>MarketingPage</name>
        <message numerus="yes">
            <source>%n months</source>
            <comment>%n month</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Credit to claim</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>Last %n months</source>
            <comment>Last %n month</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Marketing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Marketing's numbers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Months received</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing came in these months</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Once leads arrive, each source has a row a month here. Choose more months, or wait.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Print</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reload</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The hub is working out what sources brought.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Was it the lead or the follow-up?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} to {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} · {} · loans matched with a lead: {} · as of {}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>MinePage</name>
        <message>
            <source>Leads you no longer hold, and what still waits to go up, are the rest.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>My numbers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>My numbers and what they are made of</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>My one-to-one page (Ctrl+P)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>My one-to-one page…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing to add up yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Numbers are about the leads received on these days. None were. Choose more days, or wait for the next.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This desk belongs to no hub: nobody else sees these numbers.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What the phone system recorded is known at the hub alone: {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What your manager sees is not known now: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your leads are being gone through.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your manager sees others in: {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your manager sees the same numbers.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} · {} received · as of {}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>MonthsChart</name>
        <message>
            <source>so far</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>still expected</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}, expected {n}, between {low} and {high}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}, still open</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>MoveDialog</name>
        <message numerus="yes">
            <source>%n of them notice nothing so far</source>
            <comment>%n of them notices nothing so far</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All leads that go on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How many were moved is not known; look again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads looked at</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Looking at the leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move leads to version {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move them back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Moving leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Moving them back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Next now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Next then</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No lead would be moved: those that go on are on this version.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Notices first</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stopped. {} moved to version {}. The others stay where they were.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stopped: nothing is told of half of them, and nothing is moved.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stopping after the part in hand</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The first {:,} are shown.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The quicker one works</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Those on version {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>To undo it, move those on version {} to the one they were on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What changes, lead by lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is told of a lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which leads are moved</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which they are is for their own managers to see.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why they are moved</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why? It is noted on every lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>every one of them notices it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>taken back: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} moved back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} moved to version {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} would be moved; {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}. What happened to a lead stays; its steps are found again under that version. Leads that ended stay where they are, and nobody is moved before you say so.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}: {:,} of {:,}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>MyNumbersPage</name>
        <message numerus="yes">
            <source>%n leads here are your own, which the hub is not told of.</source>
            <comment>%n lead here is your own, which the hub is not told of.</comment>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>NewLeadDialog</name>
        <message>
            <source>(502) 555-0142 or name@example.com</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A number or address that is known already shows who it is.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Already among the leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Enter saves</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How they came</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Known already: ↓ and Enter open the card. Or go on and write a new lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody has this yet. A name, and Enter saves.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Note</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Phone number or e-mail</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Phone or e-mail</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Referred by</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>State</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>State, ZIP</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The partner's name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What they want, in a few words</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who is ringing?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>ZIP</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>such as 40202</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>such as KY</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>NextLead</name>
        <message>
            <source>Called off. A lead the hub gave you all the same comes into the list.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The hub did not answer in time. A lead it gave you all the same comes by itself.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Notice</name>
        <message>
            <source>Dismiss</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Noticed</name>
        <message>
            <source>No score, and proof of nothing. You see each of these before your manager does; say what it was.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No score, and proof of nothing: ask. The officer has seen each of these for a whole shift.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing was noticed in these days.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What managers did meanwhile</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Worth a question</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>yours alone until {}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Noting</name>
        <message>
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Enter saves</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>OfficerPage</name>
        <message>
            <source>Back to the team</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Back to the team (Esc)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One-to-one page (Ctrl+P)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One-to-one page…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The hub is working out the numbers.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The officer's numbers and what they are made of</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} · {} received · as of {}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>OfficerSheet</name>
        <message>
            <source>All numbers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not known now: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This desk belongs to no hub: nobody else sees anything.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the {} days before</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>OnOfferDialog</name>
        <message>
            <source>A lead in {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A lead, state unknown</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Enter takes one. Others see them too: the first has it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is on offer no longer, and nothing was taken.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads on offer to you</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Looking …</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody holds it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing is on offer to you now.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On offer to you</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say why you take it over; it is kept with the lead. Then Enter.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Somebody holds it; taken over, it is yours and no longer theirs.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The one you stood on is on offer no longer. Choose another by the arrow keys.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>To be taken over: {}, {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why you take it over</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>OneToOneDialog</name>
        <message>
            <source>Adding up…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One to one</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Print (Ctrl+P)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Print…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save as PDF</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save as PDF (Ctrl+S)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save as PDF…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file could not be written. Choose another folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The page as it is printed</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Opening</name>
        <message>
            <source>Start Followthrough again to connect with a new one-time code: your manager or IT gives you one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This desk was emptied</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>OutcomeBar</name>
        <message>
            <source>Began</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Consent</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Consent… (Y)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How did the call go?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It began now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It began {} minutes ago</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>More outcomes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>More…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not taken: {}; {}. Press the key again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Note (N)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Note for the next outcome</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Outcomes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Replies, bounces and opt-outs (.)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What happened?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the key before it was not taken</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the next card has not come yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the outcome before it is still being saved</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}; the key - goes round</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>OutcomeGrid</name>
        <message>
            <source>{}, key {}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Pages</name>
        <message>
            <source>A period is chosen on the pages with numbers, such as Team.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Numbers are saved from the pages that have them: Team, My numbers, Leaks, Marketing, What works.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Palette</name>
        <message>
            <source>Came with the lead: </source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Found</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name, number, e-mail, city, a note, or a command</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody and nothing by these words. Fewer letters find more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Noted {}: </source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Private note: </source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search leads and commands</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type to find a lead; ↑ ↓ choose, Enter opens, Esc closes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>↑ ↓ choose, Enter opens, Esc closes.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PlanDialog</name>
        <message>
            <source>An hour later reaches more of them</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ask first whether this can be answered with the leads that come here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Begin</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Begin all the same</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Can this be answered?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Each new lead is drawn for one of the two versions from now on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Former version</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>From then on each new lead is drawn for one of the two and stays on it. Leads under way, and officers' own, are in no experiment. It may be looked at every day.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How many days it may last</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads for the tried version, of a hundred</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Least difference that matters, in points of a hundred</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One of the numbers is none.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The hub looks through its leads…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tried version</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try two versions side by side</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Version {}: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is hoped for</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What it is to bring more of</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Whether this can be answered</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Within how many days</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PlaybookBanner</name>
        <message>
            <source>Dismiss</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dismiss (Esc)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New playbook</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>See it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>See the new playbook</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PlaybookPage</name>
        <message>
            <source>A playbook without a name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Back to version {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Discard</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Discard the draft</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Draft</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Draft of version {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Kept on this desk until it is published or discarded</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody wrote down where it comes from.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One moment.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Opening the playbook</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Playbook</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Preview</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Problems</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Promises</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Publish…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Steps</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Version {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Versions</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What comes of it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What holds for all steps</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your managers publish it; here it can be read.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PoliciesDialog</name>
        <message>
            <source>A policy of this machine comes before one of your account, that before your hub's, and that before your own setting.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Does nothing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>From</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lines of the policy that do nothing stand first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not set</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Numbers of the policies</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Policies</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Policies of your company</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Policy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tell your IT: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The way out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This machine's policy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Value</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is told of each policy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What this policy does</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your account's policy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your hub</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your own setting</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PreviewPage</name>
        <message>
            <source> and {:,} more</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>%n people known already: updated, not doubled.</source>
            <comment>%n person known already: updated, not doubled.</comment>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>%n rows may be somebody who is here: you are asked.</source>
            <comment>%n row may be somebody who is here: you are asked.</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A column is doubtful; you are asked what it is.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Amount</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Columns…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>E-mail</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Import</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>Import %n leads</source>
            <comment>Import %n lead</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Kept as custom fields: {}{}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Left out on purpose, because nobody may be ranked by them: {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Loan</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Looking who is known already …</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody of them is here yet.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open house, list bought in May …</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Other files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Phone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Property</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Read by the saved map “{}”.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Received</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rows</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Source</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Source for rows that name none</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The first rows as leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What a lead has</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What the file would become</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which of the files is shown</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who is known…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not taken: {}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PreviewPane</name>
        <message>
            <source>A lead received {}, {} ({}), each step done when due with no answer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Day the lead comes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Due</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Officer's hours</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Received on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Step</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Steps</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Steps that cannot be read are left out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Subject: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The officer's hours; empty is always on shift</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The plan for this lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The words of the chosen step</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Time the lead comes, on the borrower's clock</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Until then there is no plan to show.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is planned</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What moved it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>ZIP, city or state</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>ZIP, city or state of the borrower</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>always on shift</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>at</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} says, by “{}”, to an invented lead:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}: the words of “{}” are not here.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PrivateNote</name>
        <message>
            <source>For yourself (V)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It never leaves this desk, and goes when the lead does.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Private note</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ProblemsPane</name>
        <message>
            <source>Every step can be followed in some state on some day, and what it writes says who is writing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing is wrong</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Problem</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Problems</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Worth knowing</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PromisesPage</name>
        <message numerus="yes">
            <source>%n promises</source>
            <comment>%n promise</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add to calendar</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An appointment (5) or a call back (6) that you log stands here until it is kept.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing in this time. Later promises are under All.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing is promised</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Past their time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Promises</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Promises by day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Promises: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This week</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Today</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the rules move it to {}</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>tried %n times</source>
            <comment>tried %n time</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}, {} past their time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}: {}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PublishDialog</name>
        <message numerus="yes">
            <source>%n differences from version {}.</source>
            <comment>%n difference from version {}.</comment>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>%n warnings; it can be published all the same.</source>
            <comment>%n warning; it can be published all the same.</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Day 5 was too late for refinances</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New leads follow it on every desk of the company; leads under way stay on theirs until moved.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New leads follow it on this desk; leads under way stay on theirs until moved.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing but the file's comments, if those.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing is published yet: look at the differences to that one, and publish again if they are meant.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Publish</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Publish the playbook</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Publish version {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Version {} was published by {} meanwhile</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Version {} was published meanwhile</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What changes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why it is published</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why? Everybody reads it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Worth knowing</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>QueuePane</name>
        <message>
            <source>All done for now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ctrl+Shift+Y says who you are: calls and e-mails name you.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Every lead is where it should be. New ones ring by themselves.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Import a lead file with Ctrl+I, or write down who is ringing with Ctrl+N.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads you call yourself come here. How your officers call theirs is on the page Team.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No leads yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Officers call the leads; with your role you hold none. What they go by is the playbook.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The playbook</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The team</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Today</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Today's queue</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What your company gives you rings here by itself. Ctrl+N writes down who is ringing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You hold no leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>and {} more</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} blocked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} done today</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} later</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} now</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Reach</name>
        <message>
            <source>Call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Call {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No number and no address is known.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Partner</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reach</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>do not use</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>partner</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>reaches nobody</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}, co-borrower: no number, no address</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Reminding</name>
        <message>
            <source>No reminder is open.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rings again {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>and {} more</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RunningPage</name>
        <message>
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Importing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing is taken yet.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reading</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reading {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rows read</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stopping after the rows in hand</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is in already stays in; the rest can be imported again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{:.0%} done</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} and {:,} more</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SamePersonDialog</name>
        <message>
            <source>Another lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>As one</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Both side by side</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Enter merges them: what was logged on both stands on the lead that goes on, the other is closed as a duplicate. Undo, or “Take merged leads apart”, makes two of them again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Field</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fields</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Find the other lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Goes on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Is closed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads that may be the same person</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Merge</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name, number, e-mail, or a note</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No other lead by these words. Fewer letters find more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody else is called so: type a name, a number or a part of one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Same person as another lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The other lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which of the leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>↑ ↓ choose, Enter shows both side by side. Nothing is merged yet.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Script</name>
        <message>
            <source>Fill in who you are</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fill it in ({})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hide (H)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hide what to say</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not set: {}. Filled in once, it stands here and in your e-mails and texts.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show (H)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show what to say</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What to say</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your company's hub has not told this desk {}. Say it yourself, and ask your manager or IT.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SettingsPage</name>
        <message>
            <source>A short one</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A snooze lasts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Always</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>As the system</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Borrowers' names in reminders</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>By hand: the number is copied</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>By hand: the words are copied</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls and e-mails</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls are made with</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dark</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>E-mails are written with</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>F5 asks the hub at once; what is logged meanwhile waits here and goes up by itself.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>High contrast</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hub</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In ours, while unlocked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In step last: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Light</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Looks</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make a file for support…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Microsoft Teams</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Never</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>None</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Off</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Policies of your company…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reminders</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Settings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Size of text</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sound with a reminder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The system's mail program</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The system's phone program</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Theme</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This computer's clock agrees with the hub's.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This desk belongs to {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>With your company's hub, leads ring here by themselves and your manager sees your work.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You sit here as {}. A desk never changes hubs; use another data folder for another.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your company's policy has lines that do nothing. Tell your IT: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} With a new code this desk is let in again; what waits here goes up then.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} min</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SeveralCalls</name>
        <message numerus="yes">
            <source>%n calls</source>
            <comment>%n call</comment>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>%n lines not understood yet</source>
            <comment>%n line not understood yet</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls, a line each</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Log several calls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing is saved before you press Save.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save (Ctrl+Enter)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What will be saved</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who, outcome key, when it began, a note: {}. A time or reason goes behind its key: {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>began {}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SpeedChart</name>
        <message>
            <source>15 to 60 min</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>5 to 15 min</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Speed to the first attempt</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>never called</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>over an hour</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>within 5 min</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>StartOfDay</name>
        <message>
            <source>Close</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close (Esc or {})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close the start of day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing came overnight, nothing is promised today.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Start</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Start of day</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>StateLine</name>
        <message>
            <source>Say whether you are here</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>StepsPane</name>
        <message>
            <source>Add</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Down</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Duplicate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Redo</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Timeline</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tracks</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Undo</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Up</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>StepsTable</name>
        <message>
            <source>Steps</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What a step says</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>StopDialog</name>
        <message>
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads that were drawn keep their version.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop the experiment</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The experiment is over; leads that were drawn keep their version.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The former version</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The quarter is over</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The tried version</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What the experiment told; the former where it told nothing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which version goes on for new leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why it is stopped</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why? Everybody reads it.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>StoryDialog</name>
        <message>
            <source>Asking the hub…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What happened</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What happened to a lead</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SumsPage</name>
        <message numerus="yes">
            <source>%n days</source>
            <comment>%n day</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Alt+{}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export… (Ctrl+E)</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>Last %n days</source>
            <comment>Last %n day</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No saving as a file: set by your company</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reload</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There are no numbers here to save yet.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SupportDialog</name>
        <message>
            <source>A file for support</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Files in it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Looking at this desk…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the file for support</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved as {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is all that would be saved, as a zip for your IT. It tells of this program and this computer; no borrower is in it, and nothing is sent by itself. Read it first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What this file says</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Zip file (*.zip)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0}: {1}, {2} KB</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SyncLine</name>
        <message>
            <source>Hub</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TakeBar</name>
        <message>
            <source>Asking the hub…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel (Esc)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Next lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>See what is on offer: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop asking for a lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} on offer</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TakingBack</name>
        <message>
            <source>Taken back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Taking it back …</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Taking it back: {} of {}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TeamPage</name>
        <message numerus="yes">
            <source>%n officers</source>
            <comment>%n officer</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads received in the period, by how soon they were first called</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody to show yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Once leads are assigned in your branch, each officer has a row here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ranked by</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Speed to the first attempt</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Team</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The hub is working out the team's numbers.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The team's numbers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} · {}, {} · as of {}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TeamTable</name>
        <message>
            <source>Officers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is counted</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Timeline</name>
        <message>
            <source>Corrects the chosen entry; both stay on record (Del)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Day 1, time since the start</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show all</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show {} more</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take back (Del)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Timeline</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Timeline: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>taken back</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Toast</name>
        <message>
            <source>Undo</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TodayPage</name>
        <message>
            <source>Rings again in {} min</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Taken back</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ToldView</name>
        <message numerus="yes">
            <source>%n entries have not gone up yet.</source>
            <comment>%n entry has not gone up yet.</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose an entry.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Entry by entry, newest first</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Everything {} hears of you goes through this desk's log, to {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Last in step: {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reload</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show older entries</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no entry: nothing was told.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This desk belongs to no hub. Nothing has left it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What never leaves this desk</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What the company sees about me</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What the hub hears besides</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What travels of the chosen entry, as it travels.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What went up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What went up, entry by entry</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Word for word</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the company</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>waits to go up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>went up {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>went up; nobody noted when</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TopPane</name>
        <message>
            <source>30d; empty is never</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>4h; empty is never</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A call takes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An untouched lead goes to the next officer after</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>First call promised within</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Given up after</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Goes back to marketing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In a line</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stays with the officer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What to know about that</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>When all was tried</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>When all was tried and nobody answered</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where it comes from</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Tray</name>
        <message numerus="yes">
            <source>%n leads wait</source>
            <comment>%n lead waits</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Followthrough goes on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Followthrough: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open Followthrough</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Quit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reminders still come. Open the window, or quit, from this icon.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>nobody waits</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TryPane</name>
        <message numerus="yes">
            <source>%n rows of the file could not be played.</source>
            <comment>%n row of the file could not be played.</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A call takes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A file of leads…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>As in my own calls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>As published</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a file of leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a file of leads…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hours of each</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hours of every officer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How likely an answer is</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How long a call takes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It can be tried once nothing is wrong with it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads to play</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Officers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reading the leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stopped; nothing is told of half a trial.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The trial is running</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This desk's leads of {} weeks</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try it out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try the playbook out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What this rests on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{:,} calls played</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Unmerging</name>
        <message>
            <source>Close</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Enter takes one apart. What was done since stays with this lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Looking …</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing was merged into this lead here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take merged leads apart</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What was merged into this lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>brought {}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>VersionsPane</name>
        <message>
            <source>Move leads to this version…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move leads to version {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Put in force again…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Put version {} in force again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Version {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Versions</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What changed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What version {} changed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>in force</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Workbench</name>
        <message>
            <source>add a step</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>discard the draft</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>duplicate a step</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>move a step</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>remove a step</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>typing</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>WorksPage</name>
        <message>
            <source>95 % intervals behind each share; what is called real cannot well be chance.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>As of {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Of the leads that were tried once more, how many that attempt reached.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Print</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Print (Ctrl+P)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reload</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Split by</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop the experiment…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The hub is working out what works.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There are no numbers here to print yet.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try two versions side by side…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What works</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>You</name>
        <message>
            <source>(423) 555-0142</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>2026-12-24..2027-01-02</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Alaska (Anchorage)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Arizona (Phoenix)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Atlantic (Puerto Rico)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Central (Chicago)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Chamorro (Guam)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Company</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Days off</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>E-mail</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Eastern (New York)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ended: {}. Nobody there is called from this desk.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hawaii (Honolulu)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It belongs in the first message you write, and in what you say.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>KY, OH until 12/31/2027</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Licensed in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mon-Fri 9am-6pm; Sat 10am-2pm</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mountain (Denver)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>NMLS id</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not set: no state is checked before you call.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not set: you count as always at work.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pacific (Los Angeles)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Phone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Time zone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Time zone of your hours</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Working hours</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>as borrowers hear it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>as e-mails and calls name it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>name@example.com</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not set</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>such as 1234567</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}: its hub keeps this. Ask your manager or IT to have something changed.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>_Card</name>
        <message>
            <source>Close reminder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reminder</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>_Patience</name>
        <message>
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel (Esc)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The hub is still at work</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>app</name>
        <message>
            <source>
        call id, session id, call log id, telephony session id, record id, id, usage id</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>
        comments, comment, notes, note, remarks, message, additional comments, customer comments, lead notes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>
        month, billing month, period, billing period, service month, month received, for month, year month</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>
        opted out, opt out, unsubscribed, unsubscribe, stop, spam, spam report, complaint, complained, spamreport</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>
        reference, invoice, invoice number, invoice no, credit memo, memo, document, document number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>
        status, state of claim, result, decision, outcome, claim status, credit status, disposition, event, what</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>
        upn, user principal name, email, user email, owner email, agent email, officer email, caller email, username</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>
        withdrawn, application withdrawn, withdrawn by applicant, application withdrawn by applicant, withdrew</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source> It stops being XML at line {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source> Not reached yet; try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source> and one officer as fast as all together</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source> and others</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source> and {} before the letter expires</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source> by phone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source> from a partner</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source> from a past client</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source> from nobody named</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source> from your own list</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source> from {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source> in person</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source> line {}: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source> of step{} {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source> until {}{}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%Y%m%dT%H%M%SZ</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%Y-%m-%d %H:%M %Z</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>(bearing."key" IS NOT {} OR bearing.due_at IS NOT {})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>, and {} for the hub with them</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>. The list is {} days old</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A PDF is made where the desk is installed, and it is not here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A PEM file with root certificates that are trusted beside the system's, for a hub with an internal CA.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A backup takes one file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A borrower rests for 1 to 3650 days.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A branch is moved with a reason.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A branch needs a name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A branch of {} officers cannot be played.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A call takes from a second to eight hours.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A call that comes again and again is played for {} days.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A call waits until it is made or skipped; skipping goes on to the next step.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A cap of {} calls and texts in 24 hours is not to be had.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A cap of {} contacts in {} hours would let nobody be called, ever.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A column is one of {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A company's cap is one contact in an hour at least.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A day and the kind of outcome. No name, no number, no note, and not which lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A desk removes nothing by its age: what is purged at the hub goes from its desks with their next round.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A desk writes one once its company has a recovery key; without it the key is where it was or nowhere. Nothing was changed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A do-not-call taken back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A do-not-call, as hashes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A hold is lifted with a reason.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A hold is placed with a reason.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A hub is reached over https only.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A lead may be claimed until the end of the day it was received plus the source's return_within, on the company's calendar.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A lead needs one phone number or e-mail address.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A lead you take or pass on, numbers you ask the hub for, and, of managers, what they publish or move.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A line in theory: it checks the simulation's core and says nothing about a playbook.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A list has a day on which it was true.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A map has no more than {} columns.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A new device needs a key of its own.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A new lead goes to whoever is free first and stays with that officer; the order is the queue's.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A number is some officer's.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A part of a name or number is enough.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A password is not sent in clear.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A person belongs to a branch.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A person needs a name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A person's hours and licences are changed with a reason.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A person: the number is copied</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A person: the words are copied</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A phone of one's own is noted with a reason.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A playbook is published with a reason.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A playbook you edit or try out, until you publish it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A promise</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A provider knows the hub's desks by a client id.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A pull asks for at most {} feeds.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A push carries at most {} events.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A recovery key is retired with a reason.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A replay needs to know when each lead came.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A report goes to people or to a folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A saved map needs a name of at most {} letters.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A sheet of the workbook has more cells or text than any list of leads.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A sign-in at the company is made for a device's key.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A sound with each reminder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A sound with reminders</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A source needs a name with letters or digits in it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A source posts 1 to {} leads a minute.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A source's fees of the month received, in equal parts over every lead of the source, or of the campaign, of that month; the cents that are left go one by one to the leads in the order in which they came.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A state's list needs its state.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A thousand damaged databases are kept already.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A time goes with {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A user and where their password lies go together.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A word of the command line is no text.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A word of this log has a NUL in it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A {} list is of no one state.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>ADF leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Accepted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Accepted after</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ada Marsh</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add a middle initial to tell them apart.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add the schedule anew without them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Address of the PAC script</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Address of the proxy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>After how long without key or mouse an open window has the operating system lock the screen.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>American Samoa</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An emergency is switched with a reason.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An entry of a kind this version does not write.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An experiment is begun with a reason.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An experiment is running already.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An experiment is stopped with a reason.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An object of the JSON has more fields than any lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An officer's report needs a name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>And later</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Another Followthrough of this profile does the same just now.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Another branch's numbers are for its manager.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Another company's sign-in answered than the hub asked for.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Another hub than this desk's answers at {}; nothing was sent to it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Answered: call / text / mail / inbound</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Application started</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Application submitted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Applications</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Applied</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Appointment</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Appointments</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Arrived{} {} and was never called.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>As the PAC script at pac says</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>As the operating system and its environment say</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>As you ask</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>As you joined</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ask IT to restore this desk's hub there. If it was founded anew on purpose, join it with an invite code and another --data-dir; what waits here stays here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ask IT to update it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ask a manager to give it to somebody.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ask for .html: it prints as well.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ask for a branch's, or all.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ask for a code for {}; for somebody else use another --data-dir and another code.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ask for it with POST.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ask for those of team, officer or leaks.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ask for your own branch's.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ask for: hub person set NAME ...</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ask the vendor for ADF, or for elements named Phone or Email.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ask the vendor for a plain file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ask them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ask who is in marketing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ask who logged it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ask with the token of an admin's device.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ask without a branch, a person or a time.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ask your IT.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ask your manager.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Asked again {} ago; the first call is on time until {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Asked again {} and was not called since.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Asked for no more texts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Asked not to be called</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Assigned</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>At once</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Attempt</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Attempted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Attempting</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Attempts per lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Attempts until the borrower was reached / leads.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Average, followed up alike</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Backups are kept for {} days at least.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bad lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bad leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bad leads beyond what the source takes back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bad leads by the officer's reason</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bad leads that are claimed and not answered</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bad leads that may be claimed still</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bad leads the source gave back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bad leads the source refused to give back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bad leads whose time to be claimed is over</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Be online and sync</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Begun</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Birth Date</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Borrower Age</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Borrower first</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Borrower {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Borrowers' names in notifications</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bounced</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Branch</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bringing the database up to date would lose rows, so it was left as it was.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Busy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>By</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>By the end the outcome of {} people is known; a difference of {} would be seen in {} of 100 cases (80 are wanted).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Call back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Call back, they asked for it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Call {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Called</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Called once</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls / mails / texts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls / mails / texts a lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls are closed{}: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls are made with</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls are open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls are open in {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls are open until {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls are open{} for the time they asked for</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls confirmed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls handed off</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls nobody logged</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls open {}{} ({})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls per hour are more than none and at most a million.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls reach contactable leads as in {}; later calls as the last one it tells of. {} of leads can be reached at all (our assumption; the study leaves the others out).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls reach leads as they did in your own {} leads with a call; those after call {} as that one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls to a lead that the phone system recorded and nobody logged; known at the hub alone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls, mails and texts officers made</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls, mails and texts the officer made for each lead held</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls, mails and texts the officer made, for each lead held</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Came to you from another officer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancelled</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change something first, or leave it as it is.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Channel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check DISPLAY, or use {} instead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check both files; they are PEM, the chain in one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check its permissions.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check the disk.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check the hub's address.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check the path.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check the permissions of {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a file of leads.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose another folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose the other one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose the right data directory, or give it a database of its own.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>City</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Claim until</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Claimed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Claims that are open or were granted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Clear to close</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Clock in doubt</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close Followthrough everywhere, or name another --data-dir.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close the other one and do it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Co-Borrower 2 </source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Co-Borrower 3 </source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Co-Borrower Email</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Co-Borrower First Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Co-Borrower Last Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Co-Borrower Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Co-Borrower Phone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Column {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Comments</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Company</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Company leads nobody of sales was given yet; they are in no rate.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Complaints, former</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Complaints, tried</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Connect with an invite code first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Consent is for one channel.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Consent takes no time to come and no number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Consent to Calls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Consent to Emails</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Consent to Texts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Consent to {} was withdrawn</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Consented to {things}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Contacted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Correct the file or install again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Corrected the {}: {} → {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cost</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cost / leads received.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cost / leads that came to an appointment.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cost / leads with a contact.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cost / leads with a funded loan. Open, not low, while the month is not ripe.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cost / leads with an application submitted.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cost per application</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cost per appointment</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cost per contact</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cost per funded loan</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cost per lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Counts and do-not-call hashes only</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Counts of your own leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Credits</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dana Whitlock</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Data and privacy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Date of Birth</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Day Phone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Days are Mon Tue Wed Thu Fri Sat Sun.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Days leads are kept</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Days left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Days left to claim it, from today on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Days of backups</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Days planned</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Days without the hub</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Days “{}” could not be read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Days “{}” do not end after they begin, within a year.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Deleted: the person was forgotten</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Denied</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Did they apply, or were they told that they do not qualify?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Difference</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Difference from the draw alone (Horvitz-Thompson); 95 % asymptotic confidence sequence, valid at every look (Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas 2024, after Robbins 1970)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Difference that matters</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Difference, source by source</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Disconnected</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Do Not Contact</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Do it again, or ask IT.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Do it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Do it again; tell IT.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Do it again; the page stays good for five minutes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Do not call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Do not call or text: this person asked not to be contacted.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Do not contact</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Do-not-calls of your own leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dollars granted for these bad leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dollars of the funded loans that the loan system told of and that were matched with a lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Done</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drafts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drawn for the tried version</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Due</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Due, and not handed out for this reason.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>E-mail bounced</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>E-mail {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>E-mails are written with</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Each attempt: when, how, what came of it, and whether the phone system has it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Either former or tried goes on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Email</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Employer Phone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>End the older row the day before the newer one begins.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ended</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Enter the key as the verify token.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Entered late</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Erlang's formula is for calls of random length; calls that all take as long wait about half.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Evening Phone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Everything about your own leads: your company's policy is that they are no concern of it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Everything was tried; the playbook ends {until}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Excused</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Excused: the call promised {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Excused: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Exhausted leads go to an https address without a user, a question or a fragment in it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Expected {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Experiment</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Experiments are the whole company's, as they stand now.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export it again, and look whether it has any.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export it again, and look whether it has rows.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export the leads as CSV with a header line.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Facebook lead ads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Failed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fannie Mae 3.2 applications</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fees</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fees + month fees + spend - credits granted. Empty where nobody said what anything cost.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fewer than {} leads were called from this desk, too few to tell odds from.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>First Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>First attempt</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>First attempt, on shift</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>First call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>First called within five minutes, of all leads received</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>First calls missed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>First calls that were entered late, of all first calls; they count at the time stated</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>First contact</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>First received</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Followed up alike</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For desktops that are thrown away: the data folder is removed as the window closes, once the hub has all of it; what no hub has stays, and is told.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For that difference it takes about {} weeks.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Former</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Former version</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Former: {} of {} people {} ({}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Free some space and start again; it goes on from here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Free some space and start again; nothing was changed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Free some space; the backups there were are as they were.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>FreeRateUpdate posts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>From 1 to {} can.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Funded</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Funded of applications</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Funded volume</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give --tls-cert and --tls-key, or listen on 127.0.0.1 behind a proxy that speaks TLS.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give a time after it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give both --tls-cert and --tls-key.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give each backup a name of its own, such as its day.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give it to somebody first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give it to somebody.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give it with --officer NAME.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give it with --phone or --email.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give it with hub person add.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give it with hub person set --email.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give one that is still to come.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give the day on which the list was true.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give the loans of the file their numbers, and import it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give the one everybody knows it by.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give the one everybody knows them by.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give the one that their desk names.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give them to an officer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give them to one person after the other, or ask IT to update it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Given to {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go on: nothing is decided yet.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go to it from a number it is behind.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Google Ads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Google contacts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Google lead forms</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Government Monitoring (race, ethnicity, sex)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Granted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Handed Out As, Result, Date</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Handed out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Handed out and not taken back yet; never handed out again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Handed to the loan system</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Handed to the loan system for credit or income; look again {until} unless it reports an end.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Handed to the loan system for {}: {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hang together</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Have IT run here: recover --recovery-key FILE, with recovery key {}{}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Have such days recorded as days off.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>High contrast</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Home Phone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hours “{}” could not be read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hours “{}” do not end after they begin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hours “{}” name a day that is none.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How long a desk keeps leads nobody works any more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How long a desk shows its leads without having been at its hub; it can only be shorter than the hub's.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How long a reminder rests that an officer snoozes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How long it may last</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How many of the partner's leads reached what the partner is to be told of: first contact, pre-approval, clear to close. Whether it was told is noted nowhere.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How many times less a rate of things of one lead tells than one of as many of different leads; its interval is as much wider</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How much is logged</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How much the desk writes into its log, for IT; a log never has borrowers' names.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How often a difference so large would be seen in the time planned</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How old it is cannot be told: the end of its audit is gone or was changed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How soon after it was received a lead was first called; own leads are in none</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How the step reaches the borrower</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How they were first in contact; they came to us where nobody had asked them</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hub and network</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>HubSpot contacts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>IT installs them: followthrough[statistics].</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Id Source</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>If its folder was moved, move it back; else restore the keyring. The database was left untouched.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>If you would rather not hear from me by e-mail, reply "no more e-mail" and I will stop.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Import the file once more, with another name for the map.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Import the newest; hub dnc list shows those in force.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Import with a map that says which FieldId is the first name, the phone and so on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Import with a map, or export the leads as CSV.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Importing files of leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In contract</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In the words of who stopped it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In {} an emergency {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Inquired again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Install the program again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Is it chance?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It belongs to no hub.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It has {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is 0 to {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is 1 to {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is asked again; tell IT if this stays so.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is asked for again; tell IT if this stays so.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is in points of a hundred, like 5 or 2.5.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is over.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is private, company or off.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is sent again; tell IT if this stays so.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is sent next time.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is the 64 digits that make printed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is tried again by itself.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is {} to {} days.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It may have gone on; look at the list again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It was</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its name is that of the report.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its numbers are compared with the company's own do-not-call numbers, not with the lists it keeps.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its share of the leads that arrive, by the draw</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Job Title</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Join it with a one-time code.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Join one in the settings.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Join one with: enroll --hub URL --code CODE</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep the mail password in a file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Kept within ten minutes of its time, broken, pending, moved, or excused</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Language of the window</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Last Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Last tried</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Later</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lead Cost</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lead ID</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lead ID or Vendor Lead ID and Source, Status, Amount, Reason; or Source, Month, Status, Amount</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads a day: {} of {} drawn from again for {} weeks; the most a calendar day at which {} of the last week's first calls begin while on time (promised within {} s) and hardly a call is left waiting (a tenth of a day's). Looked for in steps of {}; another seed may move it by more, in a small branch most of all.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads are for their officer and manager.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads are given with a reason.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads are moved with a reason.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads are posted to this address.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads are taken by those who call them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads are taken from a hub, and this desk belongs to none.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads by how soon they were first called, in minutes, 5 being in 0-5</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads drawn for the former version so far</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads drawn for the tried version so far</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads handed back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads left out of a speed because the clock they were logged by could not be checked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads nobody has called, of leads received</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads of the source that were called so soon</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads of which all was tried are marketing's.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads of your own</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads received in the period</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads received, test leads and officers' own left out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads received, test leads left out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads sales was given of which nothing was done yet.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads sent back by reason</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads that are bad, as their officer said</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads that came to this officer and somebody else holds now; they count for whoever holds them</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads that ended as bad, with the officer's reason, or that returned to marketing with nobody reached / leads sales was given.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads that ended for credit or income, which the loan system has to end</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads that have not had their time to close</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads that reached a submitted application</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads that reached an application, of leads received</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads that reached an appointment</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads that reached an appointment, of leads received</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads that somebody of sales tried or spoke with and that were not sent back / leads sales was given.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads that this very attempt reached</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads that were called once and not again, of leads received</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads that were lost so</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads that were reached and applied / leads, as the source was followed up.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads the partner referred, test leads left out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads whose borrower called or wrote before anybody called; they are in no speed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads whose first call did not come in its time and did not come since</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads whose first contact was so</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads whose loan came to pre-approved, processing or beyond, of leads received</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads whose loan was funded</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads whose loan was funded, of leads received</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads whose loan was funded, of those that reached an application</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads with a contact / leads referred.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads with a two-way contact</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads with a two-way contact, of leads received</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads, former</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads, tried</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leave --now out; it is wiped once it has handed in. Or lift the hold: hub hold lift.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leave --state out, or say --kind state.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leave --user out, or use --tls starttls.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leave --workers out, or give --database postgresql+psycopg://...</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leave ID, --number and --email out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leave nothing behind</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leave out --dry-run, or --save-map.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Left voicemail</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Let the experiment last longer than that.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Licence “{}” has no day I can read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Licence “{}” names no state or territory.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lien Priority</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Light or dark</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Likelihood ratio over the people harmed, share of the tried arm even above the draw's (Ville 1939)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>List them with: leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Loan</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Loan Amount</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Loan Officer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Loan Purpose</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Loan system: {stage}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Loans of the loan system that have their lead / all it told of.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Loans with their lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Log again what happened, if it did.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Log an appointment (5) or a call back (6) first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Log it once it has happened.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Log what happened and its next step gets a time.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Logged</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Logged calls that the phone system recorded, of those whose records were taken in; known at the hub alone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Logged calls that were handed to the phone by this program or confirmed by the phone system, of those that can be; a call on a personal phone is outside the share</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look at how it is written.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look at the list again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look into {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look whether the disk is full.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Looks, sounds, snoozes and whatever else you choose under Settings.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lost</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lost how</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lost leads are for their manager, one by one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>MISMO applications</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mail goes to another machine encrypted only.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mailed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Main Phone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make it first, or name another file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make it first, where the hub may write.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mantel-Haenszel difference of shares over sources, 95 % (variance after Sato 1989)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Marital Status</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Marketing's numbers come from a hub, and this desk belongs to none.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>May be contacted by</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>May return</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Measured by</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Media spend of the month received, spread as a month's fees are; a month's days are added up first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Median time from receipt to the first call, over leads with one; left out are those whose call or contact was logged by a clock that nobody can vouch for</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Median time from receipt to the first two-way contact, over leads with one</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mend that line.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Merged into {}, received{}: work goes on there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Microsoft Teams</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Middle Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Middle time from a lead's first holder to the first attempt or contact, of those accepted.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Minutes a snooze lasts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Minutes all are compared at</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Minutes of a snooze</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Minutes to the first call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Minutes until the screen is locked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mobile Phone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mon-Fri 09:00-18:00</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Month</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Month fees</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>More calls come than the officers can take: the line grows without end.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>More than {} leads were named.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>More than {} lines at once.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mortgage Type</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move it away and put a copy of yours there, or start with another data directory.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move it away or choose another data directory.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move them there: hub playbook move</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Moved from version {} of the playbook to version {}: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Moved in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Moved out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>NMLS id {} is {}'s here, and {} is somebody else.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name a backup that hub backup made.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name a branch that does not.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name a lead's id, or --number N, --email A, or --officer NAME.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name a lead's id, or --number N, or --email A.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name a new key file with --key-file, or remove the keyring's entry {} of that name first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name an admin with --by.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name another data folder with --data-dir, or ask for the right to write there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name another folder with {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name another folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name another one with --data-dir, or ask for the right to write there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name another place with --out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name another.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name another; a bundle replaces none.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name another; a key replaces none.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name another; a report replaces none.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name another; an export replaces none.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name it anew with hub mail set.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name it by its id in the playbook.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name it with --branch.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name it with --client-id.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name it with hub mail set.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name its authority with --ca.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name one of those with --by.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name somebody else with --to.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name somebody else.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name the borrower's own lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name the columns in the first line (Name, Phone, Email, State ...).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name the file that hub recovery-key make wrote.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name the key file this database was made with.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name the one your backups lie in.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name the profile's folder with --data-dir.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name the time that was promised.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name them in parts.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name them in the first line: Loan Number, Stage, Stage Date, Email, Phone, Loan Amount ...</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name them in the first line: Name, NMLS ID, Role, Branch, Licensed, Hours, Status ...</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name them in the first line: {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name two that differ.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Names in reminders</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Names, numbers, notes and facts of your own leads. Of what you log on them the company hears the day and the kind of outcome, and, as hashes, the numbers that asked not to be called.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Needs another language</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Never called</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New Hampshire</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New Jersey</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New Mexico</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New York</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New lead: call {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Newcombe 1998, method 10; medians by MOVER of Conover's rank intervals, Zou and Donner 2008</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New{}, {} old; the first call is on time until {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New{}; on time until {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Next</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Next: {},</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Next: {}, {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No ZIP {} is known.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No answer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No calls in {} on a holiday: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No calls in {} while the emergency lasts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No calls on {}s in {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No calls were found in the file: no columns say to which number and when.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No consent to {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No desk writes such a log: what it says is not what was sealed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No difference that matters: it lies {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No e-mail address that works</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No e-mail may go to this lead: {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No experiment is running.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No hold {} lasts.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No hub has that or ever will, so that a sync is no help: copy what is to stay</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No lead came to this desk in the last {} weeks.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No lead of these days has a field “{}”.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No lead would have had its time by the end.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No leads were found in the JSON: no field is named as a phone number or an e-mail address.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No leads were found in the XML.{}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No leads were found in the file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No leads were found in the file: no column is named as a phone number or an e-mail address.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No licence for {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No loans were found in the file: no columns say whose loan it is, and at which stage or since when.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No number is left that works. Log it as a bad lead (B) to claim it back from the vendor.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No number or address works; look again {until}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No number that takes texts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No number that works</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No people were found in the file: no line names who they are and one thing more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No place is given.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No proxy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No recording, no picture, no key strokes, no location.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No report is written as “{}”.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No shift is ever in open hours</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No steps were found in the file: its columns do not say which step and what became of it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No such loan waits for its lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No telephone number was found in the file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No text may go to this lead now: {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No version of the playbook has a step of this id.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No visible sheet of the workbook holds leads, and what is hidden is not read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No {} were found in the file: its columns do not say what was paid for what.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody ever held this lead, so nobody missed anything.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody here is called {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody here is found by “{}”.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody holds this lead, so there is nobody to ask.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody is here to be asked.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody of yours has such a lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody signed in.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>None of their groups has a role in the file of groups.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>North Carolina</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>North Dakota</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not given</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not interested</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not now: the playbook starts again {until}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not the hub answered.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Note</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Note Rate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Note a consent first, if they gave one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Noted the {}: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing can be said beforehand: too few leads have had their time here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing can be sealed to this key.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing can be told yet: the difference lies {}, after {} of {} people.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing can be told yet: the difference lies {}, after {} people.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing is lost; ask your manager or IT for a code to connect this one by itself.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing is promised to this lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing is sent from here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing rings for this lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing says their role: name it, or their group and a file of groups.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing says which branch they belong to.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing to change was named.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing was changed; do it again when you want to.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing was given; leave it out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing was said of any column, so there is no map to keep.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing was written. Leads that would be imported: {}; updated: {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Numbers and leads saved as files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nurture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Of a source's leads received in one calendar month, max_return_share x those leads, rounded down. Claims that are open or were granted count against it, refused ones do not; open bad leads fill what is left in the order in which their time runs out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Of all</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Of an open month: applications and funded loans once each of its leads has had 90 days, between two counts with 95 %. From how long those of the same source took, of all months asked for, lost leads among them (the product-limit estimate of Kaplan and Meier; what chance does and what is not known of the estimate are both in the interval). Empty where fewer than ten came to it, or fewer than ten leads are 90 days old.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Of how many days a desk keeps backups of its database, beside it and under its key.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Of these leads, how many somebody else held first</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Of these leads, those first called within five minutes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Of this report no number is taken apart.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Of those called later, to how many it happened</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Of those called within five minutes, to how many it happened</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Offer it to others.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Offer it to somebody who is.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Offer them to officers.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Officer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Officers follow the playbook; managers move leads to a version.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Officers follow the playbook; managers publish it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On the command line: --when 2026-12-01T10:00-05:00</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On the {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On {} others could read along, so plain http is not offered there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One a line, or area code and number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One at a time: stop it first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One has an @ in it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One of these was merged into another lead already.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One of your own leads, {}: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One of: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One of: {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One officer's numbers are for the manager.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One or the other is to be forgotten.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only the calls for new leads are played. E-mails take no time; a borrower who is reached leaves the playbook, and promises made in a call are not played.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only what you logged yourself can be taken back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open it in Excel, save it as .xlsx or CSV, and import that.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open with the session</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Opt-outs, former</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Opt-outs, tried</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Opted out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Opted out of e-mail</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Outlook contacts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Over the share</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Overdue now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Owed a word</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Own leads are never handed on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Own leads are on it alone.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Own leads stay on this computer: it belongs to no hub, and nobody else sees them. Should it join a company's, that company's policy for own leads holds for these too.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Own list</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Partner</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Partner Company</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Partner Phone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Past client</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>People called by the former version to whom it happened</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>People called by the tried version to whom it happened</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>People planned</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>People who complained</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>People who wanted no more contact</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Phone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Phone-in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Post all of it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Post it in the body.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Post the lead's fields side by side.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Post the leads in parts.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Post them in parts.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Post what the form asks for.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Power</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pre approved</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Preferred Language</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Price</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Primary residence</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Private notes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Private notes are on it alone.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Processing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Promise {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Promised call: {}, {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Promised for</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Promises attempted within ten minutes of their time, of those that were due</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Promises kept</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Property Address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Property City</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Property State</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Property Street</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Property Usage</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Property Value</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Property Zip</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Prospect Status</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Publish another one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Publish it there: hub playbook publish FILE</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Puerto Rico</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Put it right.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Put it there: keyring set {} {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Put the file back, or move away what is left; nothing was put in its place.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Put the recovery file there that belongs to it; nothing was changed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Quiet hours</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reached</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reached by it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reading was stopped; nothing of the file was imported.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reason</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Received</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Received At</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Received{}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Referred By</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Referred by</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Refused</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Relation (spouse, children)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reminders</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reminders and calls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Replied</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reply STOP to opt out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reports of faults</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Restart on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Returned</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Returned to marketing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rhode Island</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ripe</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Riverside Home Loans</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Roles are {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Run hub verify and ask for help.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Run: chmod 600 {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>SQLite lets one process write at a time, so more workers would only wait for each other.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Salesforce leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save it as .xlsx or CSV there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save it as UTF-8.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save it to a folder instead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save one in the import window.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save or export it as CSV and import that.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save these in two parts.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saving to files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say --step ID, --promise TIME or --all.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say --yes, if it is to be done.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say in a few words what is hoped for.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say in a few words why.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say it by --column HEADER=WHAT.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say it in your own words</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say it on the day; --since is for what began before.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say it with --as-of, like --as-of 2026-11-01.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say it with --per-minute.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say it with --rest-days.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say it with --state, like --state TX.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say it with --why, without naming the person.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say it with --why.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say one that is still to come, like 3pm or in 2 hours.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say only what the import cannot tell.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say which matter it is with --why.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say which rule of yours it is with --why.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say which: --channel {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say who decided it with --why.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say whose with hub sign-in set.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say whose with officer=NAME.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say why in a few words; the officer reads them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Says they are in {place}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Second home</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>See its log for the reason.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Seed {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Send from the hub's own command line.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Send it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Send it plain or with gzip.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Send its leads as a list.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Send them one that their own desk would be answered.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sending application</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sent back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set by your company</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Settings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Shorten it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show the key of this source, or ask for another one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sign in again, or connect with a new code: nothing is lost.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sign in again; tell IT if it stays so.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sign it, or enter the secret anew.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Size of text in per cent</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Skip this step</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Skipping it breaks the promise.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>So far {} of {} leads were {} within {} days ({}), and {} leads come in a week.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Social Security Number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Somebody else of your name has another desk. If the hub was put back to an older state, tell IT to let who was added anew leave, and to add you with that id: this desk then goes on by itself.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Somebody is forgotten with a reason.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Something else</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Source</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Source, Campaign, Month or Date, Amount</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Source, Campaign, Month, Amount; or Cost per Lead and From; or Lead ID and Amount</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sources</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sources that had leads of either kind</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>South Carolina</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>South Dakota</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Spend</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Split a longer absence.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Split a night shift at midnight.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Split it and import the parts.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Split it, or save the sheet with the leads as CSV and import that.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stands</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Start Followthrough again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Start Followthrough again: it saves what can be read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Start it once with hub serve.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>State</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>State said</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>State sent</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Step</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Steps after which the borrower asked for no more</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Steps and promises past their time and still open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Steps done while on time, of steps that could be done</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Steps that could not be done, by reason; they are in no rate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Steps that could not be sent</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Steps the borrower answered</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Steps whose mail came back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Steps whose time has come and that were neither handed out nor passed by: a step stands until the next one of its channel falls due or the lead leaves the track. One done later than planned moves those after it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop rule</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop the experiment first: hub experiment stop.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop what uses it, or choose another with --listen. A killed hub's processes end in seconds.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop: the planned time is over, and what could be told by then was told.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop: the question is answered.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop: the tried version harms.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Street</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Street 2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Such as "Rate Table".</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Such as https://crm.example.com/leads.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Suffix</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Swap --from and --to.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Swap the two days.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>TLS takes a certificate and its key.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take the 64 digits that make printed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take the published ones.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take those apart first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Taken back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Taken back as sent; bounced, opted out and replied are counted apart.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Taxpayer Identifier</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tell IT.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tell IT: hub recovery-key retire, and make.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Template “{}”: {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ten digits are enough.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Text failed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Text {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Texted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That cannot be tried: {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That code was for {}, and this desk is {}'s.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That id is {}'s, whom the hub knows.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That is before the lead was received.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That is done with a reason.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That is longer than two weeks.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That is longer than {} characters.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That is no address of a hub.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That is no e-mail address.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That is no number or address of this lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That is no state or ZIP of the United States.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That is no telephone number and no mail address.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That is no telephone number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That is nobody of your people who holds leads.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That is noted of {} already.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That is still to come.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That is the same lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That is what is known already.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That lead has several loans.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That note is longer than {} characters.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That of your leads is in their story.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That reminder is no longer open.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That time has passed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That time is in the future.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That time is over.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That time is too far away.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That was not taken: {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That {} is longer than {} characters.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The JSON has more parts than any file of leads.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The TLS certificate or its key cannot be read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The XML declares entities of its own, which are never read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The XML is nested deeper or has more elements than any lead file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The XML refers to entities outside itself, which are never read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The address has more in it than any post of leads.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The audit keeps it for good: write a matter's number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The audit keeps it for good: write a ticket's number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The backup could not be written: {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The backup {} holds what hub verify would call broken.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The backup {} is empty.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The backup {} was written to while it was read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The calendar file cannot be written: {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The call that was still to be made when the lead ended</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The campaign the source named</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The columns needed are a start time and the number called. Say which they are, such as --column 'Dialed=number' --column 'Placed=began'.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The company's leads that are at least 30 days old, without tests, without those whose borrower came first, and without those whose first call was logged by a clock nobody can vouch for.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The company's recovery key {} cannot be used.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The company's root certificates</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The company's row in the hub's database is not what the hub wrote.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The contact rules cannot be read: {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The contact rules have no federal row (US), which every state's row stands on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The cost “{}” is no amount.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The data folder {} cannot be used: {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The database address cannot be read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The database is being put right.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The database is damaged, and another Followthrough has it open.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The database is damaged, and nothing could be put in its place: {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The database is damaged, and what replaces it could not be put there: {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The database is damaged, and what was to replace it cannot be read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The database is damaged.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The database key is not 32 bytes long.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The database {} cannot be read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The database {} is empty: what was in it is lost, and nothing is put in its place.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The database {} is missing, and this key does not open what is left of it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The database {} is not encrypted, so Followthrough did not make it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The database {}: {}, {}, {}; {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The desk renews it by itself.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The desktop's leads verb shows ids.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The device's key did not sign what it came with.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The draft</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The draft has {} problem{}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The fields of these leads have numbers instead of names.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file has more than {} rows.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file has no column “{}”.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file has no secret in it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file is a binary Excel workbook (.xlsb).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file is a document of another program than Excel.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file is a zip archive, not a lead file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file is empty.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file is larger than 50 MB.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file is not text.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file is {}, not a lead file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file of groups is no TOML: {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file of groups says no role for each.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file {} cannot be written: {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The first kind that fits a lead that ended without the contact it came for</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The folder of a desk's log, one for each person: ~ stands for the home folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The form has more parts than any form of leads.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The hub cannot listen on {}:{}: {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The hub did not answer in time.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The hub did not start.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The hub does not accept this sign-in.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The hub does not come to an end of taking what this desk has.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The hub does not come to an end of what it has for this desk.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The hub has no lead {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The hub has no mail server.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The hub has no such lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The hub has this recovery key already.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The hub knows {} under another id than this desk's, {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The hub lets in devices with a token only.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The hub sent something this desk cannot read ({}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The hub sent what this desk did not ask for; nothing of it was taken.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The hub takes no more from this device: ask IT for a code and connect with it, and what waits is handed in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The hub to join</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The hub took longer than 30 seconds.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The hub's receipt is not for what this desk sent.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The key file {} is missing, and the database it belongs to is there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The key file {} {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The key in {} opens nothing of {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The key in {} opens nothing of {}: it is another database's.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The keyring has no password of {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The keys of your company's sign-in cannot be read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The language all windows speak, such as de or en-US; one without a translation is English.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The lead verb lists them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The lead {} cannot be given: {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The lead {} is a test: nobody is behind it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The lead's id here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The lead's id; a name is on no report</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The least difference that would be seen in that time is {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The least that was to be seen, said before the start</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The letter's last day is {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The licence for {} ran out on {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The loan system reports to both of them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The log folder {} cannot be used: {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The mail server {} cannot be reached.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The mail server's certificate is not trusted.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The map cannot be saved as {}: a file is there that says something else.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The map cannot be saved as {}: there is no such folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The map “{}” takes a column for “{}”, which names nothing a lead has.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The message is not JSON.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The message is not as the protocol says: {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The message is packed in a way this hub does not know.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The message's packing is cut off.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The message's packing is damaged.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The middle lead's minutes to the first call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The middle lead's minutes to the first call, over leads with one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The month the leads were received in, on the company's calendar</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The month's youngest lead has had 90 days to close.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The name you gave this desk, and the public half of its key.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The new key did not sign what it came with.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The numbers that asked not to be called, as hashes under the company's key. No name, and not which lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The one hub a desk of this machine joins: it is filled in for the officer, and no other is taken.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The outcome or fact, when it began and when you logged it, the number or address that was tried, a time that was promised, a reason and the note beside it, whether the call was handed to the phone by this program, when the reminder it answers was shown, and whether it was within the rules.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The password file {} cannot be read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The password file {} may be read by others.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The playbook in force is the first; there is none before it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The post begins as JSON, and no lead can be read of it: it is empty or breaks off.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The post has more fields than any post of leads.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The post has more than {} leads.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The post is nested deeper than any lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The post is not signed with this source's secret.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The program</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The program ends.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The program on this machine</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The promised call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The proxy at url</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The proxy of mode manual.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The reason names the person.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The receiver has no mail address.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The receiver left the company.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The receiver of exhausted leads answered {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The receiver of exhausted leads does not answer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The receiver's mail address is none.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The recovery key in {} is locked with a passphrase.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The recovery key {} is retired already.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The report is too large for a mail.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The report's days lie too far away.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The report's first day lies after its last.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The rest belongs in a note.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The rest goes with the next round.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The rules do not allow a call then ({}); it moves to {} there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The same in words</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The same median over minutes that are on shift and legal for a call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The same of all sources that are compared, each by its leads.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The screen {} does not answer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The script of mode pac, by its http, https or file address; fetched and run by the desk itself.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The share of those called at once less that of those called later</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The share of those called at once less that of those called later, within each source, put together</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The state the borrower said</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The state the vendor sent it with</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The step of the playbook</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The step of the playbook that was answered, where it was one</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The system's keyring did not keep the database key.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The system's keyring does not let go of the database key.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The system's keyring holds another key for {}, which is not replaced.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The system's keyring holds no key for {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The system's mail program</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The system's phone program</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The team's numbers are for its manager.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The team's numbers come from a hub, and this desk belongs to none.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The templates are not valid TOML: {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The time asked for lies before the call.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The time the borrower asked for</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The timeline of the lead shows ids.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The tried version is better: the difference lies {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The tried version is worse: the difference lies {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The two versions are the same file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The verify token is no key of this source.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The version every desk is to have: doctor says where it is another one. Nothing is installed by it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The version of the playbook that was in force, by its number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The version that is tried, by its number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The version to stay at</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The way out of the network</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The way to the hub for every desk; a hub on the same machine is always asked straight.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The whole lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The whole lead as you entered or imported it: your company's policy is that own leads are the company's.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The whole lead: the hub gave it to you and had lost it since.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The workbook declares entities of its own, which are never read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The workbook is damaged or locked with a password.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The workbook unpacks to more than any list of leads takes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The {} list in force is of {}, this one is older.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There are no rows below the header.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There are no {} {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There are {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is a branch {} already.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is a file {} already.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is a hold on that already: {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is a source {} already.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no branch {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no database {} here to recover.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no desk here to look into.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no file {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no folder {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no keyring, or it is locked.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no lead {} on this desk.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no log format “{}”.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no log level “{}”.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no recovery key in {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no recovery key {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no saved map “{}”.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no schedule {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no screen to open a window on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no sign-in of the company's to bind to.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no source {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no step to plan with.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no such excusal to take back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no such lead among your people's.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no such number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no such report.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no template “{}”.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no version {} of the playbook.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no {} beside the database.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is nothing in that note.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is nothing kept to look at.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is nothing to take back under this id.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is somebody called {} already.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>These are leads as they came: officers chose whom to call at once and whom to call again, and the better lead may have been called sooner. Only an experiment tells what the speed itself does.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>These were taken apart already, or the lead is no longer here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They are shown to you, and sent by you or not at all.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They called or wrote us</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They replied</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They replied by e-mail</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They replied by text</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Third party</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This cannot be understood: {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This database holds something else.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This database was made by a newer version.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This desk already belongs to the hub at {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This desk belongs to no hub yet.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This desk follows its hub's playbook.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This desk has not been set up yet.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This desk has not heard from the hub {}: this person may have asked somebody else for no calls.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This desk was not at its hub for {} days, so its leads are not shown.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This desk was not wiped: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This desk was wiped on its company's word.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This desk was wiped, and its file cannot be removed: {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This desk's time zone, the number of the entry, and how far its clock was off.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This desktop and the hub speak no common protocol.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This desktop and this hub speak no common protocol.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This hub has no key to sign with yet.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This hub has no sign-in of a company.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This hub is from before leads were spread over a team.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This hub is from before there was a live page.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This hub was set up without the statistics that compare sources.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This hub works its sums out anew each time.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This hub's database has no company yet.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is for whoever runs the hub.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is no address of a hub.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This key opens nothing here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This lead is its holder's own.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This lead was drawn for its version: two are being tried side by side.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This log is another device's than the token.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This playbook cannot be edited here, as it is not one this program can read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This program never updates itself: the system's package tool, or a device management, brings a new version.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This program was not told how to read a mail password.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This sign-in has run out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This was taken back already.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Timeframe</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>To claim</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Told of the tray</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Too few leads: how many a day the branch can take {} from {}; {} or more are needed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Too few yet: the outcome of {} people is known, of {} planned.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Too few yet: the outcome of {} people is known.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Too late</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Too young to be funded</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Took consent to {things} back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Took the {} out: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tried</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tried less former; its interval holds however often it is looked at</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tried version</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tried: {} of {} people {} ({}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try again in a moment.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try again later.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try again once that has ended.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try: tomorrow 3pm, thu 10, in 20 min, 12/1 9:30.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Two contact rules of {} hold on the same day ({}): {}, and {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Two loans of one person are two leads.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Two logistic regressions (statsmodels, GLM with a binomial family): of each attempt, whether it reached the borrower (survival in steps of one attempt), and of each borrower reached, whether they applied; both by source, minutes to the first call and number of the attempt. Each source is then given the same follow-up (standardisation). What was never noted is in no adjustment.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Two versions of the playbook are being tried side by side; a third would end that unread.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Two voicemails are enough: no more on this lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Underwriting</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Unhide the sheet with the leads, save it, and import it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Unlock a copy: openssl pkey -in FILE -out COPY</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Unpack it and import what is in it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Unsent, it lapses at its on-time end and the next step follows.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Until how many days after it arrived it is to have happened to a lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Update Followthrough on this machine.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Update the older of the two, then do it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Update the older of the two.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Update the program, or mend the file and publish it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Update this one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Usage: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use --tls starttls or --tls tls.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use --to NAME, once for each, or --folder DIR.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use --user with --password-file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use .csv, .xlsx, .html or .pdf.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use a plain name, such as First Name, Mobile Phone, Email, State or Received At.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use another data directory for another hub.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use another one, or the key it was made with.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use another one; this one cannot be put back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use one of: {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use that company's key {}; nothing was changed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use the key file this database was made with.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use the key this database was made with.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use {} instead; --help lists all verbs.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use {}; nothing was changed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Velocify import posts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Vendor Id</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Vendor's id</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Verdict</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Version {} of the playbook</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Version {} says the same already; nothing was published.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Voicemail full</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Waiting</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Walk-in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Web Page</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>West Virginia</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What an officer's calls are made with.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What an officer's e-mails are written with.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What dials</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What each lead itself cost: its vendor's bill, else the price it came with, else the source's price per lead in force on the day it was received; and what its borrower's later inquiries cost.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What failed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is counted: leads reached, applications, funded loans</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is done</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is excused was not said.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is odd</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is red now comes from a hub, and this desk belongs to none.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is red now is for who manages the officers.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is to be kept?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is tried is for managers and marketing to read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is tried is for whoever publishes the playbook.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What it was called when it began</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What its officer found</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What leaves the desk of officers' own leads; it can only hold back more than the hub's own setting does.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What managers did is for them and for auditors.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What may be told of the difference now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What somebody is given is changed with a reason.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What that share would be had every lead been called after at_minutes, the company's middle, and tried six times; alike_from and alike_to hold it with 95 %. Empty for a source with fewer than 30 leads that were called, or fewer than five that were and were not reached, did and did not apply.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What the company hears of own leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What the first contact of each lead answered; inbound: they came of their own accord</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What the hub sent anew is not all it says it has; this desk keeps what it had.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What the lead cost</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What the rule says that was agreed on before the start</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What the tried version is to bring more of</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What the vendor calls the lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What these leads had cost in the end</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What they add up to is under leaks.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What this desk's clock shows, and that it was here: the hub notes when it saw a desk last. Whether you are available, on a call, working off shift, away or take no new leads, and until when.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What vendors granted for leads of these months; one that names its lead is that lead's, others are spread.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What vendors refused to give back. It reduces nothing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What was logged is at the hub.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What was not taken is sent next time.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What works is for managers and marketing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What works is known at a hub, and this desk belongs to none.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What writes e-mails</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What you did just now was not saved: do it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What you logged</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What you look at</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What you snoozed, and those no outcome answers: an outcome says when its reminder was shown.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What your company sees of own leads follows its policy for them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>When an inquiry of the same number or address came before, from whomever</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>When no more leads were drawn</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>When no reminder comes up or sounds at any officer's desk; what is due waits in the list.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>When somebody tried to keep it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>When the first lead could be drawn</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>When the lead came</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where the log is written</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where the officer works</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where the partner works</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where this borrower is is unknown, so the strictest hours of all states apply.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Whether a short sound comes with each reminder at an officer's desk.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Whether all later attempts are counted with it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Whether it may be claimed, or what became of the claim</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Whether it runs, or which version went on when it was over</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Whether numbers and leads may be saved as files from a desk (reports, claims, leads to approach again); it says nothing of paper, of the screen, or of what the hub's own command line writes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Whether officers may bring leads in from files; one lead typed in by hand is always possible.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Whether reminders on officers' screens name the borrower.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Whether so large a difference may well be chance</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Whether the window comes up with each session where the package opens it; false keeps it closed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Whether there is a proxy, and who names it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which attempt on a lead it was, by its number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which cards you open, what you search for, how long you stay. Nobody notes it here either.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which leads: what stands in the field they are split by</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which promise is excused was not said.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which step is excused was not said.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>While the screen is not locked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who brings new versions: none and manual are both what this program does anyway.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who could have kept it: marketing, manager, officer, or nobody</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who held the leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who holds the lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who is to be forgotten?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who referred, known by the phone number, else by name and company. In order of name: never ranked.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who sent the leads first</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who sent the leads first; all sources together where it names none</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who, and what came of it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Whose claim it is</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Whose device this is, is under a legal hold: what it has not handed in may not be lost.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Whose outcome was to be known by the end, told before the start</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Whose side</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why it ended</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why it was not imported</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>With each entry</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>With each round</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>With nobody</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>With the pool for somebody who speaks the language; back here {until} if nobody takes it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Withdrawn</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Withheld</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Within 5 min</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Within days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Within fifty years is enough.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Work Phone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write --older-than 35, say.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write WORDS=STAGE, with one of {}, none.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write a ZIP such as 40202, a large city, or a state such as KY.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write another, or the state.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write https://{}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write in a few words why.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write it as HEADER=WHAT, like 'Dialed=number'.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write it in UTF-8; rename a file that is called so.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write it like --map 12="Mobile Phone".</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write it like --theory 40.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write it like 07:00.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write it like 127.0.0.1:8787.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write it like 15%, or 0.15.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write it like 2026-11-23.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write it like 2026-11-23T09:30:00-05:00.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write it like 42.50.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write it like 615-555-0177.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write it like 6m or 90s.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write it like 7d.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write it like 8:40 pm or 20:40.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write it like America/Chicago.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write it like CA:2027-12-31.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write it like KY.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write it like LA.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write it like https://hub.example.com.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write it like https://hub.example.com:8787.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write it like https://login.example.com.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write it like postgresql+psycopg://user@host/name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write it like reports@example.com.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write it like {} VALUE; --help lists them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write it like {} tomorrow 3pm.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write it like {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write its digits alone, up to 12, such as 1234567.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write its key: {} … F1 lists them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write its last day like 2027-02-28.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write lines like "LO-All" = "officer".</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write more of it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write postgresql+psycopg://user@host/name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write the app secret into it, and nothing else.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write them like 2026-12-24..2027-01-02.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write them like CA,NV.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write them like KY and 40202.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write them like Mon-Fri 9am-6pm.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write what is to be remembered.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write what it should be.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write: hub backup FILE, or hub backup verify FILE.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Wrong number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>XML leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Years from {} to {} can be asked for.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You are offline; taking a lead needs the hub.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You can answer this question in {} days.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You cannot answer this question in {} days.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You cannot answer this question this quarter.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You cannot answer this question with the leads that come here, however long you wait.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You gave up signing in.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You promised to call {}.{}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your IT has set this for every desk; ask them to have it changed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your company has decided that nothing is saved as a file from this desk.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your company has set that desks here join {} and no other hub.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your company has set that no files of leads are imported here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your company leaves own leads to you: names, numbers, notes and facts stay on this computer. It hears the day and the kind of outcome, and, as hashes, the numbers that asked not to be called.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your company's policy is that own leads are no concern of it: nothing about them leaves this computer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your company's policy is that own leads are the company's: the whole lead goes to its hub.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your company's sign-in did not let you in.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your company's sign-in gave no answer that can be read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your company's sign-in names an address without TLS.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your hub keeps what is known of you.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your id</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your licences have not been recorded, so no state is checked.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your manager took an excusal back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your managers move leads to another version.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your own are on your desk.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your own are under report.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your own lead: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your own leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your own leads are in your queue.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your own numbers are under report.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your own past calls: leads called fast or often were no random sample.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your screen, keys and calls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>ZIP code</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Zip</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>[template.{}]</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a PDF</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a call takes no template: nothing of it is shown</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a cap allows at least one contact within at least one hour</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a citation is missing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a compressed archive</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a database</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a list</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a name or a password has no place in it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a new one took its place, as no backup could be read</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a number or address that several people use</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a number or address, but another name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a partner's number or address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a phone number or a mail address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a picture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a proxy's name is none that can be looked up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a quotation mark is opened and not closed, or a cell is longer than 32 KiB</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a table</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a tax number in “{}” was left out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a text</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a text in quotes is wanted.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a time such as 5m, 4h or 30d</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a whole number from {} to {} is wanted.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a whole number from {} to {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a word processor's document</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a workbook or a zip archive</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>active loan</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>additional name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>address, full address, dirección, endereço, adresse</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>advert set {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>advert {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>all alike</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>all drawn</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>all loans the loan system told of</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>all of it could be read</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>all that was due by then</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>amount</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>an address is one line</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>an e-mail</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>an officer's own lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>an old or locked Excel file, or one of Outlook's</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>application</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>application started, started, file started, file opened, opened, registered, prospect</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>appointment</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>as a text it goes out in about {} parts; {} are enough</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>as long as the hub keeps them</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>as many calls and texts as are allowed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>as the hub says</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>as the operating system says</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>asked again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>asked for no contact</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>asked on another lead to be left alone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>asked why an open second is closed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>at once</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>attempts made, nobody reached</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>bad leads of this source and month</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>bad number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>bad time for them</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>before_expiry goes with every only</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>before_expiry must be whole days, such as 10d</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>below {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>better or worse where the difference from the average is beyond chance at 95 % after Bonferroni's correction for the number of sources; no_difference; too_few.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>between goes with on_day only</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>between must read like 09:00-12:00, not {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>between {} and {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>between {} is no window of a day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>borrower:{}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>both</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>bounced, bounce, hard bounce, undeliverable, invalid address, dropped</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>branch, office, branch name, branch office, office name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>by a clock nobody can vouch for</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>call back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>call in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>call or text</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>call {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>caller name, from name, caller id name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calls are fine</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calls logged at times whose records were taken in, but for those on a personal phone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calls or texts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calls the officer logged on leads of the period</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>campaign id</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>campaign {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>campaign, campaign name, ad campaign, utm campaign, campaign title, lead campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>campaign, campaign name, campaign title, lead campaign, ad campaign, marketing campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>cannot be told</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>channel closed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>chose another lender</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>city</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>city, city name, locality, town, ciudad, cidade, ville, stadt, città, plaats, miasto, city town</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>claimed, submitted, pending, requested, open, in review, under review, asked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>claims-{}-{}.csv</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>co borrower</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>co-borrower</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>co-borrower email</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>co-borrower phone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>co-borrower {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>comes before “{}”, which stands above it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>confidence is one of {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>confirmed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>confirmed by a person</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>consent to {} was given</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>contact rules</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>contacted before</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>cost per lead, price per lead, fee per lead, per lead, cpl, lead price, lead cost, lead fee</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>cost, lead cost, lead price, cost of lead, lead fee, cost per lead, cpl, vendor cost, price paid</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>credit or income</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>custom field</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>days of its month are here, and would count twice</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>days off, holidays, off, leave, absences, absent, pto, vacation</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>deal {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>direction, call direction, call type, type</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>disabled, account disabled, blocked, left, terminated, block sign in, suspended</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>do-not-call list</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>does not last</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>done by</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>done, sent, delivered, opened, clicked, processed, completed, success</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>duplicate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>e-mail 2 address|home street|business street|categories</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>e-mail address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>e-mails are fine</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>each step must be a table of its own that begins with [[step]]</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>email</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>email {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>email, e mail, mail, email address, user principal name, upn</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>emergency switch</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>entered as somebody new: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>entry {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>every attempt of the officer on leads of the period, whoever holds them</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>every must be an hour or more</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>every {}{}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>excused by a manager</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>exhausted-{}.csv</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>experiments such as this</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>extended address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>failed, not sent, error, skipped, soft bounce, deferred, cancelled, canceled</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>fake</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>family name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>first call promised within</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>first name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>first name, given name, first</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>first name|given name|name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>first name|last name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>for a lead that comes at {} {}; a person gets at most {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>for a lead that comes in the evening it is the {} within 24 hours, and waits</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>for {} d</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>form posts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>form {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>from, from number, caller number, caller id, calling number, source number, caller id number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>funded amount, funded loan amount, amount funded, disbursed amount, funded volume</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>funded loans with an amount</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>gclid|gcl id|google click id|google_key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>given name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>given up after</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>granted, approved, accepted, credited, credit issued, issued, paid, yes, refunded</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>groups, group, member of, memberof, ad groups, security groups, group membership</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>handed off</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>handed out as, step handed out, touch, touch id</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>has a brace without its other half</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>has an id that is no word of one line, of {} letters at most</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>has an unknown placeholder {{{}}}; there are {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>has no body</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>has no id</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>held against</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>holds no {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>hours, working hours, shift, shifts, work hours</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>hub branch list shows them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>hub branch set NAME --parent P moves one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>hub calls personal NAME on or off changes it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>hub emergency list shows them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>hub experiment plan --help shows what is meant.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>hub experiment show lists those there were.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>hub hold list shows all.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>hub intake key makes another key for it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>hub intake list shows them, hub intake add makes one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>hub intake list shows them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>hub lead ID shows one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>hub lead ID shows one; private own leads are on their desks only.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>hub leads pool shows those that nobody holds.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>hub moves lists them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>hub person list shows everybody.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>hub person set --help names what can be.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>hub playbook list shows them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>hub recovery-key list shows them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>hub schedule list shows them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>hub stages unmatched lists those that do.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>hub stages unmatched names those that may be meant.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>hub {} add --help says what is needed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>hub {} list shows them, each with its id.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>i accept</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>i agree</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>i consent</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>id must be words in quotes, not {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>identity, subject, sub, object id, objectid, sso id, oidc subject, external id</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>in contract, under contract, contract, purchase contract, contract received</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>in progress</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>in your own words</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>is a first idea only</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>is no playbook: brackets within brackets without end</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>is no table</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>is no table of a subject and a body</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>is test, test, test lead, is test lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it asks for more than {} names</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it comes more than {} times within 24 hours; a person gets at most {} calls and texts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it does not say when the lead came</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it ends before it begins</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it has more fields than any lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is empty, too long, or has signs in it that cannot be seen.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is larger than a megabyte</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is never reached: give_up_after ends the playbook before</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is never reached: “{}” above it comes again and again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is the {} call or text {}; a person gets at most {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it names no template: the officer writes it, and sees to the NMLS id</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it reaches somebody else</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it stays the {} call or text within 24 hours until its hours are over</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>its FindProxyForURL returns no text</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>its company's policy for own leads holds.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>its exemption from {} has no citation, and without one it is none</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>its fields hold more than {} KiB</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>its id differs from “{}” by capital letters alone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>its month is here as a whole, and would count twice</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>its name is empty</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>its server answers {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>its server does not answer in time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>its server sends from one address to the next</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>its template {} is {}; a step by {} needs one {} a subject</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>its template {} {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>just looking</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>lacks {{{}}}, which every first message must carry</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>last day to claim</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>last name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>last name, surname, family name, last, sn</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>last name|company / account|company|lead source|lead status</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>lasts already</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>lead closed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>lead id</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>lead id, followthrough lead id, followthrough id, crm lead id, our lead id</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>lead id, followthrough lead id, followthrough id, our lead id, crm lead id</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>lead id|lead submit time|form id|campaign|campaign id</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>lead owner</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>lead_no, manner_no, planned_at, due_at, until_at, revisit_at, promise_id, tries, attempts, calls, contacts, called_at, asked_again_at, "key", ring_at, shown_at, snoozed_until</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leads accepted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leads called later</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leads called so soon</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leads lost so with a known cost</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leads of all sources compared</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leads of all sources that are compared</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leads of sources with both kinds</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leads of the period that came to the officer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leads of the same value, reached or not</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leads of the source and month</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leads of the source that are compared</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leads of this row</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leads of this row's open month received</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leads of this source, campaign and month received</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leads received</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leads received in the period that the officer holds, or held last</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leads received in the period with a two-way contact</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leads received in the period, test leads left out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leads sales was given</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leads sent back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leads that got one</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leads that had it before they were reached</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leads that reached an application</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leads that were called</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leads the partner referred</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leads whose first call was the officer's to make and that were called</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leads whose first call was the officer's to make and that were in contact</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leads whose first call was the officer's to make, but for those whose borrower came first</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leads with a call or a contact, of which a speed could be made</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leads with a contact</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leads with a funded loan</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leads with a known fee</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leads with an application</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>left out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>less than a minute</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>license state, licence state, licensed state</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>licensed, licences, licenses, licensed in, states licensed, licensed states, state licenses</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>lifecycle stage|lead status|hs_lead_status|contact owner|hubspot owner|hubspot_owner_id</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>line {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>loan number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>logs in the data folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>longer than any answer of a hub</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>looking its names up takes too long</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>looks like a {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>looks like an {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>lovelace, 1, -20</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>marketing makes no calls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>media, communication type, call kind</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>middle name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>middle name, middle, middle initial, additional name, mname</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>month {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>more is left than there are leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>name, display name, full name, employee, employee name, officer, loan officer, person, user</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>needs a {}: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>needs exactly one of after, on_day, every</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>never by this program</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>never reached</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>newer entries</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>newer entry</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>nmls id, nmls, nmls number, nmlsr id, nmls no, mlo id, individual nmls id</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no amount</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no amount, and no lead whose fee it could be</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no applicant (record 03A) stands in this loan</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no calls any more</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no channel is open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no column of this sheet is named as a phone number or an e-mail address; none of its rows was read</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no e-mails any more</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no instant of UTC</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no lead came with this id of the source's</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no lead has the id, e-mail, phone, or name and ZIP code of the row</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no lead: it has no named fields</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no licence</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no month</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no month and no day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no n false 0 disabled inactive left terminated blocked suspended deprovisioned off</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no number outside</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no phone and no e-mail</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no real difference</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no reason</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no return terms are recorded of its source</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no source</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no stage with a day on which it was reached</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no state ever allows a call or text at that time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no step calls a new lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no step calls anybody</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no step is for new leads: each would come to the playbook's end the moment it arrives</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no texts any more</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no way is left that this program can go</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>nobody of this lead is to be called or texted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>nobody said whether they applied</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>none yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not a form post</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not a whole number from 0 to {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not a whole number from 1 to {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not assigned in time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not buying now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not coverable</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not done</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not every lead reaches it: give_up_after may end the playbook before</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not to be called unasked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not valid TOML: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>nothing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>nothing about it leaves this computer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>nothing new to say</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>nothing says whether it was granted, refused or only claimed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>nothing says who it is</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>nothing says whose loan it is</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>nothing was left of it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>nullif(excluded.due_at, {})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>off shift</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>on day {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>on the other lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>on time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>on time for</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>on time for {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>on time until</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>on_day must be a whole number from 1 to {}, not {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>one of</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>opens, and nothing of it was damaged</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>opt in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>opt out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>opted in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>opted out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>organization name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>organization title</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>origin, lead origin</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>other</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>our company</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>out of state</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>outside the rules</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>over what may be returned of its month</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>own cap</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>own list</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>part = 1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>part = 2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>partner</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>partner company</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>partner company, referral company, referring company, referral partner company</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>partner phone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>partner phone, referral phone, referral partner phone, referrer phone, realtor phone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>past customer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>people</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>people drawn</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>people drawn for that version</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>people of that version whose outcome is known</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>phone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>phone 1 - value|phone 1 - label|phone 1 - type|e-mail 1 - value|e-mail 1 - label|e-mail 1 - type</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>phone number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>phone number, number, phone, contact number, customer number, external number, other party</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>phone, phone number, work phone, business phone, telephone number, direct line, mobile</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>playbook show names the one here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>played_wait_s is the mean of what was played. The mean in wait_s is without the chance known to be in that: the same arrivals and lengths were given to a branch where nobody waits{}, whose figures are exact, and what these were off was taken off the waits as far as they go along with it (control variates). Its standard error is steadied_error_s; without one (a short line, a fixed length, one that grows without end) it is the played mean itself.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>postal code</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>processing, in processing, sent to processing, processed, setup, loan setup</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>promises due, but for those excused</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>property city</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>property state</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>property street</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>property zip</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>purpose</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>put into {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>rate or fees</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>reason, return reason, credit reason, why, claim reason</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>received before on {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>record id|record id - contact|hs_object_id</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>refused, denied, declined, rejected, not approved, no, disputed and denied</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>replied, reply, answered, responded</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>role, followthrough role</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>said of fewer than {} leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>scattered exponentially</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>self</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>sent as in {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>setting.{}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>several leads have the {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>several leads have this id</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>sheet “{}”</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>skipped: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>somebody who speaks the language is looked for</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>something else</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>something that repeats what was asked before</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>spacing from the attempt before</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>spoke another way</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>spoken with, not reached again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>spreadsheet (CSV)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>spreadsheet (Excel)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>state</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>state, regulator</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>status, account status, enabled, account enabled, accountenabled, active, is active</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>step {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>step “{}”</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>step “{}”: </source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>steps due</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>steps handed out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>steps handed out and taken back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>steps whose time is over and that could be done: legal, on shift, assigned in time, the lead still open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>street</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>street, street address, address line, address 1, street 1, addr, calle, rue, strasse, indirizzo</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>suffix, name suffix, generation</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>table</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>table (tab-separated)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>taken back after</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>template must be tables such as [template.hello]</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>template {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>template {} added</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>template {} removed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>template “{}”{}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>template.{}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>text {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>texts are fine</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>that day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>that is no address; write it like {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>that they came to us themselves answers for {} until {} ({})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the District of Columbia</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the JSON breaks off here; nothing below could be read</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the Northern Mariana Islands</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the United States</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the Virgin Islands</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the XML breaks off here; nothing below could be read</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the backup of {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the borrower is promised a call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the borrower said {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the call names no time at which it began</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the card breaks off; it has a BEGIN and no END</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the damaged file is kept as {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the day before has {} calls and texts: it waits until the first of them is 24 hours old</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the day of the stage “{}” is still to come</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the e-mail address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the e-mail address and the phone number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the federal rule always stands and has no exemptions</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the file cannot be read: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the first call has no “within”: it is on time until the shift ends, whatever first_call_within promises</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the first call is later than first_call_within promises</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the first call is on time for longer than first_call_within promises</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the length of the call cannot be read</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the loan is decided</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the name and the ZIP code agree, and nothing else tells</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the name must be one line of {} letters at most</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the officer chooses; 15</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the officer chooses; false</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the officer chooses; hidden_when_locked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the officer chooses; mailto</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the officer chooses; tel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the officer types it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the operating system's store alone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the phone number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the playbook</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the playbook has no name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the playbook has no steps</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the row says nothing of the borrower</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the sheet breaks off here; nothing below could be read</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the stage “{}” has no day on which it was reached</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the stage “{}” is not known; say what it is with --stage, like "{}=processing"</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the stage's date</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the subject must be one line</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the subject must be words; leave it out for a text</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the top</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the transaction was over before its end</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the vendor's id</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the whole row</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the window {} of {} does not end after it begins, on the same day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the window “{}” of {} is not written like 08:00-21:00</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the {} agrees and the loan was begun before the lead came</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the {} agrees and the name does not</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the {} is a partner's or several people's</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>there is no such lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>there is no template {}; there are {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>there is nothing to do: the key in {} opens it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>they applied</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>they asked for it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>they came first</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>they decided it themselves</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>they were told they do not qualify</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>this desk</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>this id is used twice</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>this one lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>this state is none</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>this version knows no policy by that name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>time a call takes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>time uncertain</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>time was up, nobody tried</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>time worked out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>time, time of day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>time, time of day, time submitted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>timeframe</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>to, email, e mail, email address, recipient, address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>tomorrow 12:00 am</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>too few</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>too late to claim: it was possible until {} {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>too long for the hub, kept on this desk: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>true or false</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>true or false is wanted, without quotes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>unknown key “{}”</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>until when</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>unusual number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>vCard contacts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>wait: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>walk in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>warning, or what --log-level says</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>was damaged</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>was missing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>webhook leads (JSON)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>what it held before its journal was damaged</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>when all was tried</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>whether it speaks TLS is not said.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>whole number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>window passed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>with an application</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>with an appointment</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>with it the calls and texts are used up: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>withdrawn {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>within 24 hours</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>within and between cannot both say how long it stays on time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>within must be longer than nothing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>wrong channel for them</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>yes y true 1 x enabled active employed current on present</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>your NMLS id</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>your area</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>your company</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>your company has all of it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>your company hears the day and the kind of outcome, and neither name nor number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>your name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>zip</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>zone, time zone, timezone, iana zone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} Else: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} Telling a borrower no may be adverse action: enter it there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} That stops the experiment.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} The queue goes on without it; a lead the hub gave you all the same comes with the next sync.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} after the start</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} allow{} {} in {} hours</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} and {} were saved out of it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} asks you to see to {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} calls an hour at random (Poisson), {} always on shift, first come first served, {} s a call. Seed {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} calls cannot be played.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} cannot be an assistant to {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} cannot be read: {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} cannot be written: {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} cannot cover for {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} cannot take {}: {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} cells where the header has {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} copies of this desk came here within a day, and no more are let in.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} could not be removed: {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} could not be written: {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} days are no lease.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} days are no time to keep leads for.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} day{} left to claim</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} does not open with this hub's key: it is no backup of this hub, was made under another key, or is damaged.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} entries</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} entries of it are not at the hub.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} entry</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} falls on no day of the calendar: {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} has NMLS id {} here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} has no lead with a time.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} has no mail address here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} has no such key that still opens.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} has to wait ({}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} has {} problem{}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} holds a character that cannot be shown</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} holds these leads.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} holds this lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} is a recovery key of {}, and this desk is one of {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} is due {}{}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} is due; on time until {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} is no admin, and recovery keys are an admin's.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} is no day a letter to this lead ends on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} is no folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} is no id of a person.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} is no map of columns: each is one word in quotes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} is no map of columns: it has no [columns].</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} is no map of columns: {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} is not UTF-8 text: see line {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} is not a key of 32 bytes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} is not licensed in this lead's state.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} is on the {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} is recovery key {}, and this desk's database key is sealed to {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} is still to come.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} is {} and holds no leads.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} is {} here; the playbook is for {} or {} to decide on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} is {} itself or lies below it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} lacks its value.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} line {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} list of {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} must be longer than nothing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} must be one of {}, not {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} must be words in quotes, not {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} must be {}, not {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} names the state {}, which is none.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} names the time zone {}, which is none of the country's.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} needs a reason behind the {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} needs a reason.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} needs a time.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} needs a time: {}?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} needs exactly one of month_day, easter, or first with on_or_after.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} never allow{} {}: there it moves to the next opening</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} of its {} could not be read</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} of them here. They are in no entry of the log.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} of {}, {} days old</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} points</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} since {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} that have had their time to close</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} tonight</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} took its place</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} until {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} was due {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} was written by a newer Followthrough.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} {} within {} hours</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}, line {}: {} filled columns are needed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}, the same hours for all; a call takes {} s on average, {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}, which ships with the program, cannot be read: {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}-rejected.csv</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}.calendar-*.ics</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}.calendar-{}.ics</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}.damaged-{}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}.restoring</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}.unfinished</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}/_rels/{}.rels</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}: hand this lead to somebody who may call then.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}: it is no list of names and values in braces.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}: no time opens it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}: there it waits until one is free</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}: {} does nothing. {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}: {} stands there more than once; the last of them holds.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}: {} tried, {} former</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}: {} tried, {} former.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}: {}: braces with {} are wanted.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}: {}: mode {} does nothing without a {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}; --even-unsent removes it all the same.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}; hand this lead to somebody who holds one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}; then {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}@followthrough</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}Email</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}Street</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}d at most</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}{} number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}{}. It is no valid JSON; what can be read of it holds.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” are no hours; write them like 20:00-07:30.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” begin when they end.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” does not say which stage it is.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” has no such reason.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” holds more than {} KiB</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” holds no date: “{}”</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” holds no e-mail address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” holds no phone number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” is logged for {}, not for {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” is named as nothing a lead has, and was taken for its {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” is neither of the two.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” is no NMLS id.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” is no address to listen on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” is no amount of dollars</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” is no date</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” is no date that can be read; the time of import stands in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” is no day.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” is no difference.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” is no direction of a call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” is no instant.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” is no language; write it like de or en-US.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” is no mail address.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” is no month</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” is no number of days.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” is no number of leads.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” is no outcome.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” is no part of a map.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” is no place known here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” is no policy for own leads.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” is no provider's address.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” is no public half of a recovery key.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” is no role.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” is no share of a month's leads.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” is no state or territory.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” is no time a call takes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” is no time of day.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” is no time that could be read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” is no time zone.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” is no whole path.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” is no {} of the United States</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” is no {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” is none of {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” is nothing a call record says.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” is nothing that is measured.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” is too far away.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” lies in the future; the time of import stands in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” may be {}{}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” names no offset from UTC.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” says neither that somebody is here nor that they left.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” says of no column what it is.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{}” takes no time.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>availability</name>
        <message>
            <source>Available</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Away until {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New leads do not ring until then. A hub is told with the next round: leads given in turn go to others. Those meant for you still come into your list, and their time runs.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No new leads until {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing rings until then; what fell due is told in one line when you are back. A hub is told with the next round: leads given in turn go to others, and your manager sees that you are away.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On a call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Steps that waited for your shift fall due, until midnight.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What falls due meanwhile rings once the call is logged.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What falls due rings.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Working now, until midnight</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>quiet while the screen is full</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>quiet, by your company's hours</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>quiet, do not disturb is on</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>calendar</name>
        <message>
            <source>Choose a program for .ics files in your system's settings.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Handed to your calendar: save it there. If none opens, your system lacks one for .ics files.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No calendar took the appointment.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>catching up</name>
        <message numerus="yes">
            <source>%n leads have no step left</source>
            <comment>%n lead has no step left</comment>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>%n leads never called</source>
            <comment>%n lead never called</comment>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>%n leads with missed steps</source>
            <comment>%n lead with missed steps</comment>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>%n promises missed</source>
            <comment>%n promise missed</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All of it is kept</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>Caught up: %n steps skipped</source>
            <comment>Caught up: %n step skipped</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drop: go on with what is still ahead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drop: they count as broken</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep every call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep every step</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep: they wait for your call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make one call of what was missed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make one step of what was missed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stopped: the others stay as they were</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>clock</name>
        <message>
            <source>Logging goes on; set the clock, as reminders ring by it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This computer's clock is {} ahead of the hub's.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This computer's clock is {} behind the hub's.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>commands</name>
        <message>
            <source>About Followthrough, and licences</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add a step below</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add to calendar</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Available</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Available, away, no new leads…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Away for 1 hour</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Away for 30 minutes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Away until your next working day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Away until…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Catch up after days away</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Consent…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy the number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Duplicate the step</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>E-mail</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Everywhere</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Excuse what was missed…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export these numbers…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give all leads of the officer to…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give the chosen leads to…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go to marketing's numbers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go to my numbers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go to the list</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go to the playbook</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go to the promises</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go to the reminder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go to the team's numbers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go to today's queue</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go to what is red now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Import leads from files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In the list</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In the playbook</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It began 5, 10, 20 min ago</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lead before</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Log several calls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look around in a made-up branch</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look back the longest of three times, as on marketing's page</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look back the next longer time, such as 30 days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look back the shortest time, such as 7 days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make a file for support…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>More outcomes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move the step down</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move the step up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New lead: the number that was copied</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New lead: who is ringing?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Next lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No new leads for 1 hour</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No new leads until your next working day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Note the last day of their letter</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Note where they say they are</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Note without an outcome</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nudge the lead's officer…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On a lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On marketing's page</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On pages with numbers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On the live page</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On the page of what works</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pass it to the next officer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Policies of your company</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Print what is in sight</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Private note</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Publish the playbook</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Put a fact right</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Quit Followthrough</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Redo the edit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove the step</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Same person as another lead…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the claims for a vendor</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the leads to approach again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search leads and commands</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>See what is on offer to me</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Settings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show all keys</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Snooze</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Start of day: what came overnight, is promised, closes early</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Start with the first lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop the experiment that runs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sync with the hub now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take a lead of whom I cover for</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take back an older entry</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take merged leads apart…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take the lead over</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take the next lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Text</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The hub: connect, and how it stands</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try two versions of the playbook side by side</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Undo the last outcome, fact, or edit of the playbook</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What happened</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What the company sees about me</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What to say</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What was done, by whom and why</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What works: speed, attempts, experiments</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where leads are lost</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who I am: name, NMLS id, hours, licences</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Working now, off shift</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write a note to an outcome</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>away absent colleague vacation day off next</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>experiment plan power</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>experiment test versions called within five minutes first contact</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leak map lost never called exhausted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>live missed calls who is on team</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>merge join duplicate duplicates combine together twice</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>morning summary today missed promises</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>overdue backlog missed vacation holiday behind</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>paste clipboard who is ringing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>save print PDF Excel CSV spreadsheet report download</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>support bundle log crash report help IT zip doctor</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>sync details offline enroll join code sign in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>take over claim offered leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>unmerge un-merge split separate undo merge duplicates</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>duplicates</name>
        <message numerus="yes">
            <source>%n people to decide: M, K or X. Enter goes to the next; Import keeps the rest apart.</source>
            <comment>%n person to decide: M, K or X. Enter goes to the next; Import keeps the rest apart.</comment>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>exporting</name>
        <message>
            <source>CSV, definitions beside it (*.csv)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Excel workbook (*.xlsx)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export these numbers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>PDF to print or send (*.pdf)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved as {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Web page (*.html)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which numbers are saved</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>facts</name>
        <message>
            <source>2/28, feb 28 or in 60 days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Amount</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>City</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Co-borrower {}: e-mail, one more</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Co-borrower {}: phone, one more</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Co-borrower's name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Co-borrower, one more</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>E-mail {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>E-mail, one more</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In which state do they say they are?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It stands in for their area codes: hours and rules of that state hold from now on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It stands in the timeline, and the company reads it with the lead. A private note (V) stays on this desk.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Last day of their letter</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lead cost</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Note</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Phone {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Phone, one more</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Property</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Property: ZIP</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Property: city</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Property: state</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Property: street</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Purpose</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Received</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Referred by</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Referred by: company</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Referred by: name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Referred by: phone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Source</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>State</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Street</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The playbook asks for a call ahead of it once they are pre-approved.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Timeframe</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is the last day of their letter?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is to be remembered?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where they are</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>ZIP</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>such as KY</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>such as their agent, or when the house is shown</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the co-borrower</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>figures</name>
        <message>
            <source>({:,} left out)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Applications</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Applied</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Appointments</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Attempts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Attempts per lead until it was reached</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Contacted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cost</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cost over leads received</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cost over leads that came to an appointment</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cost over leads with a contact</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cost over leads with a funded loan; of an open month, over those it is expected to come to</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cost over leads with an application; of an open month, over those it is expected to come to</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Days left to claim, or what became of it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>First call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>First called within five minutes, of these leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Followed up alike</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Funded</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It was</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lead fees, month's fees and spend, less credits granted; a dash where nobody said</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads received, without tests</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads that came to an appointment, and their share of leads received</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads that were reached and applied, as the source was followed up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads with a contact, and their share of leads received</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads with a funded loan, and their share; an open month is completed as for applications</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads with an application submitted, and their share; of an open month, how many it will be once each lead has had 90 days, between two counts with 95 % (Kaplan–Meier estimate of the same source's leads)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Median time from receipt to the first call, over leads with one</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Month</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Month in which the leads were received; open: its youngest lead has not had 90 days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Per application</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Per appointment</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Per contact</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Per funded loan</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Per lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Price</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Proof</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reason</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Received</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Source</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Source and campaign, as first heard of</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The company's leads of at least 30 days that were not the first to call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>To claim</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Vendor's id</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What its officer found</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What the lead cost</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What the share would be had every source been called as soon as the middle lead and tried six times; 95 % interval</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What the vendor calls the lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What was tried when, and what else speaks for the claim</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>When the lead came</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where the leads came from</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Whether that differs from all sources together by more than chance, after Bonferroni's correction for their number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Whose claim it is</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Within 5 min</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>above the others:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>below the others:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{:,} of {:,} first calls were entered late and count at the time stated.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{:,} of {:,} leads are left out of a speed: the clock they were logged by could not be checked.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>glance</name>
        <message>
            <source>Differences at 95 %: {}. Steps of one lead are weighed as they hang together.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Excused: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There were no leads to hold these numbers against.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>against {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>higher by {} to {} points</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>lower by {} to {} points</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>median of %n leads</source>
            <comment>median of %n lead</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no real difference ({} to {} points)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no real difference ({} to {})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>quicker by {} to {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>slower by {} to {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>too few to tell</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>import</name>
        <message numerus="yes">
            <source>%n leads imported</source>
            <comment>%n lead imported</comment>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>%n rows rejected</source>
            <comment>%n row rejected</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Line {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Line {}: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No new lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That they asked again stays on the other lead: your hub knows it already.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>look at it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>merged</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not read</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>nothing to import</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>rejected</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>taken apart</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{:,} imported</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{:,} known already</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{:,} left out by you</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{:,} more lines like these</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{:,} of them updated</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{:,} rejected</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} is a lead of its own again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}, {} updated</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>leaks</name>
        <message>
            <source>A bad lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All was tried, nobody reached</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Asked not to be called</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Closed with a call undone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Given too late for the first call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Never called</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Never given to anybody</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Promised, and not kept</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>on nobody's side</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>on the manager's side</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>on the officer's side</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>on the vendor's side</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>live</name>
        <message numerus="yes">
            <source>%n red</source>
            <comment>%n red</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Away, or without new leads, by their own word</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cover changed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Days off changed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Everything {} has, but for own leads, which stay. It rings there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Excuse</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Excuse this miss</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Excuse {} misses</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Excused what was missed of a lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Excused; it is in their story with your why.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>First call about to be missed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>First call missed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Gave a lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give all of {}’s leads to</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give the lead to</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give {} leads to</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hours changed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It comes into your own queue with its story; {} is told that it went.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It comes with its story and rings there; whoever had it is told that it went.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It rings at their desk at once, with your name. It cannot be taken back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Licences changed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Neither number of their adherence or promises counts it then. The officer sees it, and why.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No lead was given.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody else of your people holds leads.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody has this lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nudge</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nudge {} about this lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nudged about a lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Promised call missed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Promised, and the officer is away</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Spread over my people, in turn</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take over</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take this lead over from {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Taken back at once</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Taken over from {}; it is in your queue.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The hub is asked who may have them…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They come with their story and ring there; whoever had them is told that they went.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Time zone changed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>To whom</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Took a lead over</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Took an excusal back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What they are to read, such as: please call now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Would go: {}.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <comment>and %n more</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>away until {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>by {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>came {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>never seen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no new leads until {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>nudged {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>off shift</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>off until {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>on a call since {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>on shift</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>seen {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>waits for {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>working now, off shift</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} given to {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} is rung about it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} late</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} more</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>{} spread over %n people.</source>
            <comment>{} spread over %n person.</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} stayed: {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} would go.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} would stay: {}.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>marketing</name>
        <message>
            <source>All sources</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bad number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Better leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Claimed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Credit to claim</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Duplicate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fake</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Granted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Months received</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No real difference</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No source</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Out of state</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Over what may be returned</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Refused</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Shown</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sources, followed up alike</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Too few to tell</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Too late</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Worse leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no date agreed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>still open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} · open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>→ {n} ({low}–{high})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>→ {}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>months</name>
        <message>
            <source>April</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>August</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>December</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>February</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>January</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>July</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>June</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>March</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>May</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>November</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>October</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>September</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>moving</name>
        <message>
            <source>all tried; ends {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>another time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>another time to be done by</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>asked for under one of the two alone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>ended at another time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no way to reach; looked at again {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>nobody's, received {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>nothing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>something else is next</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>waits (not now) until {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>waits for another language until {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>waits for the loan system until {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>waits until another time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>what was promised, {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}'s, received {}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>noticed</name>
        <message>
            <source>A number said to be dead was reached later</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A promise moved {n} times</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A time promised {n} days ahead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Asked to see to a lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cover changed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Days off changed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Excusal taken back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Excused</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hours changed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hours changed after the lead had landed; its first call became due later</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lead moved here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lead moved to somebody else</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Licences changed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Outcome {n} s after the popup, and no phone was handed the number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Said to be away</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Time zone changed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} of {of} contacts were inbound; the branch: {branch_n} of {branch_of}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} outcomes written within a minute</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>one_to_one</name>
        <message>
            <source>As of {}. The officer sees the same numbers.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Can still be kept: never called, though that was due until {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Can still be kept: promised, and the time is past since {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Can still be kept: the next step was due until {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Chosen by rule: in turn the one longest past its time that can still be kept, the dearest that was lost on the officer's side, and the one furthest on; where there is none, the next of the others.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Effort</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How this is worked out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads to discuss</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No lead of these days is past its time, was lost, or got on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Of what, and against the days before</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One to one: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rates with their 95 % interval (Wilson). Differences: {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Results</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>These days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Was lost after a promise that was not kept; ended {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Was lost with a call undone; ended {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Was lost, never called; ended {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Went well: a promise was kept {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Went well: an appointment was made {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Went well: applied {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Went well: funded {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Went well: spoken with within five minutes, {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is counted</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>playbook</name>
        <message>
            <source>A new playbook is in force: {}, version {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Day {}, {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New leads follow it; yours stay on theirs until a manager moves them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No steps</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why: {}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>by marketing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>on time to {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>skipped: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} h {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} published a new playbook: {}, version {}.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>printing</name>
        <message>
            <source>{} of {}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>questions</name>
        <message>
            <source>Consent: what did they say?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Enter alone: call them back the next working morning, or as promised before.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It goes to the loan system whatever you choose. Enter alone: not said.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Noted with its time; it is no attempt. Do not call (X) is for the whole person, and stands.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They called or wrote us: what did they ask for?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>next working morning</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}: until when?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}: when?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}: why?</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>queue</name>
        <message>
            <source>Blocked for now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Never called</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New, call first</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Promised</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Steps due</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>closed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>opens {}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ranking</name>
        <message>
            <source>By {}: no officer differs from the others by more than chance. The order is noise.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>By {}: {} above (▲) and {} below (▼) the others by more than chance; the order among the rest is noise.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>reminders</name>
        <message numerus="yes">
            <source>%n leads to work now</source>
            <comment>%n lead to work now</comment>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>%n more leads to work now</source>
            <comment>%n more lead to work now</comment>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>%n new leads not called in time</source>
            <comment>%n new lead not called in time</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Log</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Pass</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Tomorrow</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 &amp;hour</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A call is due</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A new lead is waiting</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A text is due</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An e-mail is due</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go to its card, to log</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Goes to the next officer in {}, if one is at work.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It came to you from another officer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open the live page</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open the queue</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pass it to the next officer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pass to the next officer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Snooze</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>Snooze %n minutes</source>
            <comment>Snooze %n minute</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Snooze 1 hour</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Snooze for an hour</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Snooze for the minutes you set</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Snooze until tomorrow</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They stand in order in the queue, the most urgent first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your manager asks about a lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} &amp;min</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>same person</name>
        <message numerus="yes">
            <source>The company is told of %n entries of your own lead.</source>
            <comment>The company is told of %n entry of your own lead.</comment>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>short months</name>
        <message>
            <source>Apr</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Aug</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dec</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Feb</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Jan</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Jul</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Jun</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mar</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>May</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nov</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Oct</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sep</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>short outcomes</name>
        <message>
            <source>Application</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Other language</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Skip step</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They reached us</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>short weekdays</name>
        <message>
            <source>Fri</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mon</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sat</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sun</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Thu</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tue</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Wed</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>start of day</name>
        <message numerus="yes">
            <source>%n came overnight</source>
            <comment>%n came overnight</comment>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>%n close by {} your time</source>
            <comment>%n closes by {} your time</comment>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>%n in {} close by {} your time</source>
            <comment>%n in {} closes by {} your time</comment>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>%n in {} may not be called today</source>
            <comment>%n in {} may not be called today</comment>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>%n may not be called today</source>
            <comment>%n may not be called today</comment>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>%n more states</source>
            <comment>%n more state</comment>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>%n promised today</source>
            <comment>%n promised today</comment>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>%n promises missed</source>
            <comment>%n promise missed</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} {time} {place}, {here} your time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} more</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}, first call by {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}, not called yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}; {}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>steps</name>
        <message>
            <source>A word to whoever does the step</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>After</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Again and again, such as 14d</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>And so long before the borrower's letter expires, such as 10d</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Application</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Before expiry</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Between</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Channel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Day of the borrower's calendar, the day received is 1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Done by</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Every</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hours of the borrower's day, such as 09:00-12:00; goes with a day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How long it stays on time, such as 5m or 1h</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How the borrower is contacted, and by whom where it is not the officer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Marketing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Marketing's own steps are in no officer's queue</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Note</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nurture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Officer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pre-approved</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Step</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Template</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The step's name; leads that are under way know their steps by it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The words of an e-mail or text, or what to say in a call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Time since the lead's start, such as 0m, 30m or 2d; or else a day, or every</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Track</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which leads it is for</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Within</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>empty</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>marketing</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>syncing</name>
        <message numerus="yes">
            <source>%n entries wait</source>
            <comment>%n entry waits</comment>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>%n own leads left this desk</source>
            <comment>%n own lead left this desk</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In step with the hub, {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not in step yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Offline, work goes on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On this computer only</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tell your IT: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your company has these leads already, with a colleague or to be given out, so they left this desk: {}. What you logged is kept. If one should be yours, ask whoever gives out the leads.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>trial</name>
        <message>
            <source>Calls an officer's hour</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>First call in time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads a day it can take</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads reached</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Never open to a call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The step that starves</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Wait of a due call, middle</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Wait, the slowest tenth</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>none</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>over {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>too few leads to tell from</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}: {} late or never</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>versions</name>
        <message>
            <source>Came into force {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In force since {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing but comments.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One of the two can be read by a newer program only.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>published by {}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>weekdays</name>
        <message>
            <source>Friday</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Monday</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saturday</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sunday</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Thursday</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tuesday</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Wednesday</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>wording</name>
        <message numerus="yes">
            <source>%n days</source>
            <comment>%n day</comment>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>%n days left</source>
            <comment>%n day left</comment>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>%n leads</source>
            <comment>%n lead</comment>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>%n rows</source>
            <comment>%n row</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Alaska time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Arizona time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Central time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Company lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>E-mail</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Eastern time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hawaii time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Later today</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mountain time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Own list</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pacific time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Past client</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rang in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sent by a partner</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Text</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tomorrow</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Walked in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>am</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>in {place}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>in {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>just late</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>just now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>last day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>pm</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>today</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>tomorrow</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>under a minute</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>under a minute left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>yesterday</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{:,} of {:,}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{day} {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{hour}:{minute} {half}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{month} {day}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{month} {year}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{time} {place}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{weekday}, {month} {day}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} ago</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} and {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} for you</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} h</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} h {} min</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} late</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} min</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} min {} s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} – {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}, {year}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{}, {}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>works</name>
        <message>
            <source>All leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All sources</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An experiment runs already, or it is not yours to begin one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Applications</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>At once</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Attempt</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>By</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Called</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Called at once against called later</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Difference</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Difference, source by source</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>E-mail</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Experiments</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Funded</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Is it chance?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Later</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads funded</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads reached</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads with an application</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads with an appointment</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Loan purpose</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Method: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Never</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No experiment runs that is yours to stop.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No leads of that kind in these days.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Of all</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reached</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reached by it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Source</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Split by: {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>State</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Step</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Text</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The difference and between what it lies</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They came first, or no clock to trust</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They came to us</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Timeframe</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Too young to be funded</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What became of leads, by how soon they were called</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What calling at once seems to do</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What each attempt reaches</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is counted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What leads first answered to</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Within 5 minutes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no real difference</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>really fewer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>really more</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>too few to compare</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{:,} of {:,}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{by:+.0f} points ({low:+.0f} to {high:+.0f})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n:,} of {of:,} ({between})</source>
            <translation type="unfinished" />
        </message>
    </context>
</TS>
