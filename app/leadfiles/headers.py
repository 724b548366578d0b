"""What a column means, told by its header: many spellings, one field."""

from __future__ import annotations

import re
from enum import IntEnum, auto
from functools import lru_cache

import msgspec
from msgspec.structs import replace

from app.domain.lead import Channel
from app.leadfiles.wording import squash, squashed, words_of


class Field(IntEnum):
    """What a cell can say that a lead has a place for."""

    NAME = auto()
    FIRST_NAME = auto()
    MIDDLE_NAME = auto()
    LAST_NAME = auto()
    SUFFIX = auto()
    PHONE = auto()
    EMAIL = auto()
    ADDRESS = auto()  # all of it in one cell
    STREET = auto()
    CITY = auto()
    STATE = auto()
    ZIP = auto()
    PURPOSE = auto()
    AMOUNT = auto()
    TIMEFRAME = auto()
    SOURCE = auto()
    CAMPAIGN = auto()
    CAMPAIGN_ID = auto()
    COST = auto()
    VENDOR_ID = auto()
    ROW_ID = auto()  # a vendor's id, or the number of the row
    ORIGIN = auto()
    RECEIVED = auto()
    RECEIVED_TIME = auto()
    TEST = auto()
    COMMENTS = auto()
    OFFICER = auto()
    CONSENT = auto()
    OPT_OUT = auto()
    PARTNER_NAME = auto()
    PARTNER_COMPANY = auto()
    PARTNER_PHONE = auto()


class Whose(IntEnum):
    """Whom or what a name, number or address belongs to."""

    BORROWER = auto()
    CO_BORROWER = auto()
    THIRD_BORROWER = auto()
    FOURTH_BORROWER = auto()
    PROPERTY = auto()
    BUSINESS = auto()
    OTHER = auto()


class Column(msgspec.Struct, frozen=True):
    """`kind` is a phone's ("mobile"). `channels` are a consent's. `keep`: the cell also stays as written."""

    field: Field
    whose: Whose = Whose.BORROWER
    kind: str = ""
    channels: tuple[Channel, ...] = ()
    keep: bool = False


_SPELLINGS = {
    Field.NAME: """
        name, full name, borrower, borrower name, customer name, client name, contact name, lead name, lead, prospect,
        nome completo, nombre completo, nombre y apellido, nombre y apellidos, nom complet, nom et prénom,
        vollständiger name, nome e cognome, volledige naam, imię i nazwisko, полное имя, 姓名, 氏名, display name""",
    Field.FIRST_NAME: """
        first name, first, name first, full name first, given name, fname, fn,
        forename, nombre, prénom, vorname, nome, primeiro nome, voornaam, имя""",
    Field.MIDDLE_NAME: "middle name, middle, middle initial, additional name, mname",
    Field.LAST_NAME: """
        last name, last, name last, full name last, surname, family name,
        lname, ln, apellido, apellidos, nom, nom de famille, nachname, sobrenome,
        cognome, achternaam, nazwisko, фамилия""",
    Field.SUFFIX: "suffix, name suffix, generation",
    Field.PHONE: """
        phone no, home number, work number, day number, evening number, contact number, contact no, best number,
        number to call, número de telefone, número de teléfono, numéro de téléphone, telefonnummer,
        numero di telefono, telefoonnummer, numer telefonu, номер телефона, 電話番号, 电话号码, telefone, teléfono,
        téléphone, telefon, celular, móvil""",
    Field.EMAIL: """
        mail, correo electrónico, correo, adresse email, email adresse, indirizzo email, emailadres,
        endereço de email, adres email, адрес электронной почты, 電子メール, メールアドレス, 电子邮件""",
    Field.STREET: "street, street address, address line, address 1, street 1, addr, calle, rue, strasse, indirizzo",
    Field.ADDRESS: "address, full address, dirección, endereço, adresse",
    Field.CITY: "city, city name, locality, town, ciudad, cidade, ville, stadt, città, plaats, miasto, city town",
    Field.STATE: """
        state, state code, state name, state abbreviation, province, state province, state region,
        state region code, region, regioncode, estado, état, st, us state""",
    Field.ZIP: """
        zip, zip code, postal, postal code, post code, zip postal code, zip 5, zip postal, código postal, cep,
        code postal, postleitzahl, plz, postcode, state zip""",
    Field.PURPOSE: """
        loan purpose, loan purp, loan request purpose, purchase or refinance, refinance or purchase, purpose,
        purpose of loan, loan type requested, mortgage purpose, type of loan purpose, loan purpose type,
        transaction type""",
    Field.AMOUNT: """
        loan amount, desired loan amount, desired amount, requested mortgage amount, amount, requested loan amount,
        loan amount requested, amount requested, mortgage amount, loan size, requested amount, new loan amount,
        loan want, loan wanted,
        total loan amount, loan amt, est loan amount, estimated loan amount, requested loan amt""",
    Field.TIMEFRAME: """
        time frame, timeframe, purchase time frame, buying time frame, days from buying, timeline,
        buying timing, purchase timing, closing time frame""",
    Field.SOURCE: """
        source, lead source, original source, original traffic source, lead provider, lead vendor, vendor,
        source name, lead source name, bought from, referral source, marketing source, vendor name, provider name,
        hs analytics source""",
    Field.CAMPAIGN: "campaign, campaign name, campaign title, lead campaign, ad campaign, marketing campaign",
    Field.CAMPAIGN_ID: "campaign id",
    Field.COST: "cost, lead cost, lead price, cost of lead, lead fee, cost per lead, cpl, vendor cost, price paid",
    Field.VENDOR_ID: """
        lead id, vendor id, vendor lead id, record id, request id, rid, external id, external lead id, reference id,
        source lead id, provider lead id, inquiry id, submission id, crm id, contact id, lead number, prospect id,
        record id contact, hs object id, leadgen id, ref id, reference number, tracking number, lead reference,
        transaction id, partner lead id, affiliate lead id, vendor reference""",
    Field.ROW_ID: "id",
    Field.ORIGIN: "origin, lead origin",
    Field.RECEIVED: """
        received at, received, received on, date received, received date, time received, received time,
        lead received, created time, created at, created, created on, created date, create date, date created,
        creation date, lead date, original lead date, lead time stamp, created datetime, date time created,
        submission timestamp, posted date, date posted, lead created, lead created date, lead created at,
        date added, added on, submitted at, submitted, submitted on, date submitted, submission date,
        submission time, submit time, submit date, lead submit time, lead submission time, lead submitted,
        timestamp, date time, request date, inquiry date, inquiry time, entry date, date entered,
        date entered system, date, posted at, recd, lead recd, date recd,
        rcvd, lead rcvd, date rcvd, when rcvd, when received""",
    Field.RECEIVED_TIME: "time, time of day, time submitted",
    Field.TEST: "is test, test, test lead, is test lead",
    Field.COMMENTS: """
        comments, comment, notes, note, remarks, message, additional comments, customer comments, lead notes""",
    Field.OFFICER: """
        lead owner, owner, contact owner, hubspot owner, loan officer,
        loan officer name, assigned to, assigned officer, officer,
        account executive, assigned user, agent assigned, record owner, lo name""",
    Field.PARTNER_NAME: """
        referred by, referral partner, partner name, referral partner name, referring partner, referring agent,
        realtor name, referral name, referrer""",
    Field.PARTNER_COMPANY: "partner company, referral company, referring company, referral partner company",
    Field.PARTNER_PHONE: "partner phone, referral phone, referral partner phone, referrer phone, realtor phone",
}  # fmt: skip

_PLAIN = {squash(name): Column(field) for field, names in _SPELLINGS.items() for name in names.split(",")}

_PHONE = re.compile(
    r"(?P<kind>(?:home|work|business|office|daytime|day|evening|night|mobile|cellular|cell|car|primary|main|secondary|"
    r"alternate|alternative|alt|other|contact|best|direct|your|user|personal|preferred|eve|hswhatsapp|whatsapp)*|[hwcmde])"
    r"(?P<what>phones?|telephones?|tel|mobiles?|cellular|cells?|cellphones?|mobilephones?|ph)"
    r"(?:number|numbers|no|num|nbr)?\d{0,2}(?:value)?"
    r"(?:mobile|cellular|cell|home|work|business|office|primary|main|daytime|day|evening|eve|night)?"
)
_EMAIL = re.compile(
    r"(?:home|work|business|personal|primary|secondary|additional|alternate|alternative|alt|other|contact|your|user|main|best|"
    r"preferred)*emails?\d?(?:addresses|address|addr|id)?\d?(?:value)?"
)
_PHONE_KINDS = {
    "mobile": re.compile("mobile|cell|car|whatsapp|^[cm]ph"),
    "home": re.compile("home|eve|night|^[he]ph"),
    "work": re.compile("work|business|office|day|^[wd]ph"),
    "other": re.compile("other"),
}
_PLACES = (
    (re.compile("(?:subject)?prop(?:erty)?|subject|subj"), Whose.PROPERTY),
    (re.compile("home|mailing|current|present|residence|residential|billing|primary|physical"), Whose.BORROWER),
    (re.compile("business|work|office|company|employer"), Whose.BUSINESS),
    (re.compile("other|alternate|previous|former"), Whose.OTHER),
)
_PLACE_FIELDS = frozenset({Field.ADDRESS, Field.STREET, Field.CITY, Field.STATE, Field.ZIP})
_SOMEBODY = "(?:borrower|borr|applicant|app|client|buyer|debtor)"
_FURTHER_BORROWERS = (
    (
        re.compile(f"cob|(?:co|joint|second|secondary){_SOMEBODY}1?|(?:borrower|applicant|buyer)2"),
        Whose.CO_BORROWER,
    ),
    (re.compile(f"co{_SOMEBODY}2|third{_SOMEBODY}|(?:borrower|applicant|buyer)3"), Whose.THIRD_BORROWER),
    (re.compile(f"co{_SOMEBODY}3|fourth{_SOMEBODY}|(?:borrower|applicant|buyer)4"), Whose.FOURTH_BORROWER),
)
CO_BORROWERS = tuple(whose for _, whose in _FURTHER_BORROWERS)
_PERSON_FIELDS = frozenset(
    {Field.NAME, Field.FIRST_NAME, Field.MIDDLE_NAME, Field.LAST_NAME, Field.SUFFIX, Field.PHONE, Field.EMAIL}
)
#: fields of which it makes a difference whose they are
OF_SOMEBODY = _PERSON_FIELDS | _PLACE_FIELDS
#: words that say no more than that the lead's first person is meant
_OF_COURSE = """
    borrower borrower1 borr bor bwr applicant
    primary customer client contact lead prospect your user main person consumer buyer
    homeowner b1 what is the please enter
"""
_NUMBERED = frozenset({"q", "question", "field", "input", "text"})
_OF_COURSE_WORDS = frozenset(_OF_COURSE.split())
#: what may follow such a word; a "Contact Date" is not when the lead came
_OF_FIRST_PERSON = OF_SOMEBODY | {Field.AMOUNT, Field.PURPOSE, Field.TIMEFRAME, Field.COMMENTS}


def is_spelled_so(header: str) -> bool:
    """Return whether a header is one of the known spellings, where `column_of` tells others by a word in them."""
    words = words_of(header)
    return (_plain(words) or _co_borrower(words)) is not None


@lru_cache(maxsize=8192)
def column_of(header: str) -> Column | None:
    """Return what a column holds, None when its header says nothing this product has a place for."""
    words = words_of(header)
    found = _plain(words) or _consent(words) or _co_borrower(words) or _question(words)
    if found is None and len(words) > 2 and words[0] in _NUMBERED and words[1].isdecimal():
        # as form builders name their boxes: q3_fullName
        return column_of(" ".join(words[2:]))
    if found is None and len(words) > 1 and _is_of_course(words):
        # "Borrower 1 Name" and "Applicant's First" as well
        found = column_of(" ".join(words[2:] if words[1] == "1" else words[1:]))
        return found if found and found.field in _OF_FIRST_PERSON else None
    return found


def _is_of_course(words: tuple[str, ...]) -> bool:
    # several with a number behind them are a list, in which the first has not the number 1 for sure
    whose = words[0].removesuffix("s")
    return words[0] in _OF_COURSE_WORDS or (whose in _OF_COURSE_WORDS and not words[1].isdecimal())


def _plain(words: tuple[str, ...]) -> Column | None:
    name = squashed(words)
    if found := _PLAIN.get(name):
        return found
    if _PHONE.fullmatch(name):
        kind = next((kind for kind, pattern in _PHONE_KINDS.items() if pattern.search(name)), "")
        return Column(Field.PHONE, kind=kind)
    if _EMAIL.fullmatch(name):
        return Column(Field.EMAIL)
    return _place(name)


def _place(name: str) -> Column | None:
    """Return a part of an address: of which place ("PropertyState"), and which line of it ("Home Street 2")."""
    line = re.fullmatch(r"(.*(?:street|address|addressline))[123]", name)
    if line:
        name = line[1].removesuffix("line")
    for pattern, whose in _PLACES:
        if prefix := pattern.match(name):
            found = _PLAIN.get(name[prefix.end() :])
            if found and found.field in _PLACE_FIELDS:
                return replace(found, whose=whose)
    found = _PLAIN.get(name) if line else None
    return replace(found, field=Field.STREET) if found and found.field in (Field.ADDRESS, Field.STREET) else None


def _co_borrower(words: tuple[str, ...]) -> Column | None:
    for count in range(1, min(3, len(words)) + 1):
        start = squashed(words[:count])
        whose = next((whose for pattern, whose in _FURTHER_BORROWERS if pattern.fullmatch(start)), None)
        found = (_plain(words[count:]) if words[count:] else Column(Field.NAME)) if whose else None
        if whose and found and found.field in _PERSON_FIELDS:
            return replace(found, whose=whose)
    return None


_WHEN = re.compile("timeframe|timeline|howsoon|whenareyoulooking|whendoyou(?:plan|want)|whenwouldyoulike")
#: the words of "In which state is the property located?", and of nothing that asks for anything else
_OF_THE_HOUSE = """
    in what which is the your are you a of for state zip code property home house located buying
    purchasing looking to buy purchase refinance refinancing where
"""
_OF_THE_HOUSE_WORDS = frozenset(_OF_THE_HOUSE.split())
_YES_WORDS = re.compile(r"consent|optin|optedin|tcpa|permission|agreetobecontacted|agreestocontact")
_NO_WORDS = re.compile(
    r"optout|optedout|donotcall|donotcontact|donotemail|donottext|donotsms|unsubscribe|dontcall|dontcontact|nocalls"
)
_CHANNEL_WORDS = {
    Channel.CALL: frozenset({"call", "calls", "phone", "voice", "telephone", "calling", "dnc"}),
    Channel.TEXT: frozenset({"text", "texts", "texting", "sms", "mms"}),
    Channel.EMAIL: frozenset({"email", "emails", "mail"}),
}


def _consent(words: tuple[str, ...]) -> Column | None:
    """Return what a column of consent is about; texts are given only by a word that names them.

    TCPA is the law on calls and texts alike, so its consent is for both.
    """
    name = squashed(words)
    named = tuple(channel for channel, telling in _CHANNEL_WORDS.items() if telling.intersection(words))
    if _NO_WORDS.search(name) or "dnc" in words:
        unsaid = (Channel.EMAIL,) if "unsubscribe" in name else tuple(Channel)
        return Column(Field.OPT_OUT, channels=named or unsaid, keep=True)
    if _YES_WORDS.search(name):
        if "tcpa" in words:
            named = tuple(dict.fromkeys((*named, Channel.CALL, Channel.TEXT)))
        return Column(Field.CONSENT, channels=named or (Channel.CALL, Channel.EMAIL), keep=True)
    return None


def _question(words: tuple[str, ...]) -> Column | None:
    """Return what a form's own question asks for, as far as one word gives it away; the answer is kept as well."""
    if "loan" in words and {"goal", "purpose"}.intersection(words):
        return Column(Field.PURPOSE, keep=True)
    if _WHEN.search(squashed(words)):
        return Column(Field.TIMEFRAME, keep=True)
    is_of_house = _OF_THE_HOUSE_WORDS.issuperset(words) and not {"what", "which", "where"}.isdisjoint(words)
    if is_of_house and not {"state", "zip"}.isdisjoint(words):
        return Column(Field.STATE if "state" in words else Field.ZIP, Whose.PROPERTY, keep=True)
    return None
