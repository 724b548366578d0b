"""The first rows of a file as the leads they would become, and what kind of file it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHeaderView, QTableWidgetItem, QWidget

from app.desktop.duplicates import Known
from app.desktop.looking import Looked
from app.domain.lead import Address
from app.domain.numbers import shown
from app.leadfiles.draft import Draft
from app.leadfiles.families import kind_words
from app.leadfiles.reading import Reading
from app.leadfiles.rows import AS_IT_STANDS
from ui import wording
from ui.language import counted, from_app, marked, translate
from ui.office import Office
from ui.parts import button, choice, clear, column, field, frame, note, scrolled, text
from ui.tables import read_table
from ui.wrapping import Wrapping

#: names of further columns that are listed; the mapping has all of them
_LISTED = 6
_WIDEST = 220
#: a name has no spaces: a line of it ends behind one of its marks, or wherever it must
_ANYWHERE = re.compile(r"([-_.]|[^-_.\s]{24})")
_TABLE_HIGH = 180


def _names(draft: Draft) -> str:
    """Return who they are; a borrower without a name is not to be taken for the co-borrower behind them."""
    first, *others = draft.borrowers
    named = [person.name for person in others if person.name]
    if named and not first.name:
        named.insert(0, translate("PreviewPage", "no name"))
    return ", ".join([first.name, *named] if first.name else named)


_COLUMNS: tuple[tuple[str, Callable[[Draft], str]], ...] = (
    (marked("PreviewPage", "Name"), _names),
    (
        marked("PreviewPage", "Phone"),
        lambda draft: ", ".join(shown(p.number) for person in draft.borrowers for p in person.phones),
    ),
    (
        marked("PreviewPage", "E-mail"),
        lambda draft: ", ".join(address for person in draft.borrowers for address in person.emails),
    ),
    (marked("PreviewPage", "Where"), lambda draft: _place(draft.address)),
    (marked("PreviewPage", "Property"), lambda draft: _place(draft.subject_property)),
    (marked("PreviewPage", "Loan"), lambda draft: draft.loan_purpose),
    (
        marked("PreviewPage", "Amount"),
        lambda draft: f"${draft.amount:,.0f}" if draft.amount is not None else "",
    ),
    (marked("PreviewPage", "Source"), lambda draft: draft.source or draft.usual_source),
    (
        marked("PreviewPage", "Received"),
        lambda draft: wording.month_day(draft.received_at) if draft.received_at else "",
    ),
)


def _place(address: Address) -> str:
    return " ".join(filter(None, (address.city, address.state, address.zip)))


class PreviewPage(QWidget):
    """`go_on` takes the next step; `columns` and `duplicates` ask to see those pages; `again` is for other files."""

    go_on = Signal()
    columns = Signal(int)
    duplicates = Signal()
    again = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._files: Sequence[Looked] = ()
        self._readings: dict[int, Reading] = {}
        px = office.look.px
        self.heading = text(size="title", wrap=True)
        #: what kind of file it is, and how much is in it
        self.kind = text(tone="soft", wrap=True)
        self.which = choice(self.tr("Which of the files is shown"))
        self.which.currentIndexChanged.connect(lambda _index: self._show_file())
        names = [self.tr(words) for words, _ in _COLUMNS]
        self.table = read_table(
            names, name=self.tr("The first rows as leads"), rows=self.tr("Rows"), heads=self.tr("What a lead has")
        )
        self.table.setWordWrap(False)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._make_source()
        self.known = text(tone="soft", wrap=True)
        self._notes = column(gap=px(8))
        self._lay_out()

    def _make_source(self) -> None:
        self.source = field(self.tr("Source for rows that name none"), hint=self.tr("Open house, list bought in May …"))
        self.source.returnPressed.connect(self.go_on)
        self._source_line = text(self.tr("Source for rows that name none"), tone="soft", size="small")

    def _lay_out(self) -> None:
        px = self._office.look.px
        self.map_columns = button(self.tr("Columns…"), lambda: self.columns.emit(self.which.currentIndex()))
        self.see_known = button(self.tr("Who is known…"), self.duplicates.emit)
        self.go = button(self.tr("Import"), self.go_on.emit, kind="primary")
        self.go.setDefault(True)
        other = button(self.tr("Other files"), self.again.emit, kind="quiet")
        self.table.setMinimumHeight(px(_TABLE_HIGH))
        told = column(self._source_line, self.source, gap=px(4))
        inside = column(frame("panel", column(self.table)), self._notes, self.known, told, gap=px(12))
        inside.setStretch(0, 1)
        sheet = QWidget()
        sheet.setLayout(inside)
        keys = Wrapping(px(8))
        for key in (self.go, self.map_columns, self.see_known, other):
            keys.addWidget(key)
        area = scrolled(sheet, self.tr("What the file would become"))
        head = column(self.heading, self.kind, gap=px(4))
        self.setLayout(column(head, self.which, area, keys, gap=px(12)))

    @property
    def typed_source(self) -> str:
        return self.source.text().strip()

    # --- filling

    def show_files(self, files: Sequence[Looked], at: int = 0) -> None:
        """Show what the beginnings of the files hold; how many rows there are is not known yet."""
        self._files, self._readings = files, {}
        with QSignalBlocker(self.which):
            self.which.clear()
            for looked in files:
                self.which.addItem(looked.name)
            self.which.setCurrentIndex(at)
        self.which.setVisible(len(files) > 1)
        self.see_known.hide()
        self.known.setText(self.tr("Looking who is known already …"))
        self._show_file()
        self.go.setText(self.tr("Import"))

    def show_read(self, readings: dict[int, Reading], known: Sequence[Known]) -> None:
        """Show how many rows were read, and how many of them are about somebody who is here."""
        self._readings = readings
        rows = sum(len(reading.drafts) for reading in readings.values())
        self.go.setText(counted("PreviewPage", "Import %n leads", "Import %n lead", rows))
        sure = sum(one.is_sure for one in known)
        alike = len(known) - sure
        words = [
            counted(
                "PreviewPage",
                "%n people known already: updated, not doubled.",
                "%n person known already: updated, not doubled.",
                sure,
            )
            if sure
            else "",
            counted(
                "PreviewPage",
                "%n rows may be somebody who is here: you are asked.",
                "%n row may be somebody who is here: you are asked.",
                alike,
            )
            if alike
            else "",
        ]
        self.known.setText(" ".join(filter(None, words)) or self.tr("Nobody of them is here yet."))
        self.see_known.setVisible(bool(known))
        self._show_heading()

    def _show_file(self) -> None:
        at = self.which.currentIndex()
        if not 0 <= at < len(self._files):
            return
        self._show_heading()
        peek = self._files[at].peek
        first = peek.rows if peek else []
        self.table.clearSpans()
        self.table.setRowCount(len(first))
        for n, one in enumerate(first):
            cells = (
                [show(one.draft) for _, show in _COLUMNS]
                if one.draft
                else [self.tr("not taken: {}").format(from_app(one.reason))]
            )
            if one.draft is None:
                # why it is not taken has the whole line
                self.table.setSpan(n, 0, 1, len(_COLUMNS))
            for i, words in enumerate(cells):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                self.table.setItem(n, i, item)
        self._fit()
        self._say_what_is_special()
        said_by_rows = all(one.draft is None or one.draft.source or one.draft.usual_source for one in first)
        for piece in (self._source_line, self.source):
            piece.setVisible(not said_by_rows)

    def _show_heading(self) -> None:
        at = self.which.currentIndex()
        looked = self._files[at]
        self.heading.setText(_ANYWHERE.sub("\\1\u200b", looked.name))
        self.heading.setAccessibleName(looked.name)
        self.kind.setVisible(looked.peek is not None)
        if looked.peek is None:
            return
        kind = from_app(kind_words(looked.peek.format, looked.name))
        reading = self._readings.get(at)
        rows = wording.rows(len(reading.rows)) if reading else ""
        self.kind.setText(" · ".join(filter(None, (kind[:1].upper() + kind[1:], rows))))

    def _fit(self) -> None:
        """Hide what no row has, and give the rest the room it needs."""
        header, table = self.table.horizontalHeader(), self.table
        for i in range(table.columnCount()):
            cells = [item.text() for n in range(table.rowCount()) if (item := table.item(n, i)) is not None]
            table.setColumnHidden(i, not any(cells) and i > 0)
            wide = max(table.sizeHintForColumn(i), header.sectionSizeHint(i)) + self._office.look.px(12)
            table.setColumnWidth(i, min(wide, self._office.look.px(_WIDEST)))
        header.setStretchLastSection(True)

    def _say_what_is_special(self) -> None:
        clear(self._notes)
        looked = self._files[self.which.currentIndex()]
        look, icons = self._office.look, self._office.icons
        if looked.error:
            self._notes.addWidget(note(look, icons, from_app(looked.error), "bad", "circle-alert"))
        if looked.peek is None:
            return
        said = []
        if looked.mapping is not None:
            said.append(self.tr("Read by the saved map “{}”.").format(looked.mapping.name))
        kept = [one.header for one in looked.peek.guesses if one.words == AS_IT_STANDS and one.samples]
        if kept:
            more = self.tr(" and {:,} more").format(len(kept) - _LISTED) if len(kept) > _LISTED else ""
            said.append(self.tr("Kept as custom fields: {}{}.").format(", ".join(kept[:_LISTED]), more))
        if looked.peek.dropped_fields:
            dropped = ", ".join(looked.peek.dropped_fields)
            said.append(self.tr("Left out on purpose, because nobody may be ranked by them: {}.").format(dropped))
        if said:
            self._notes.addWidget(text(" ".join(said), tone="soft", size="small", wrap=True))
        if looked.is_doubtful:
            words = self.tr("A column is doubtful; you are asked what it is.")
            self._notes.addWidget(note(look, icons, words, "warn", "triangle-alert"))
