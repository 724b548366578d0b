"""The table one types steps into: a cell opens on Enter, F2 or any letter, and every letter counts at once."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.parts import choice
from ui.playbook_editor.steps_model import COLUMNS, IS_WRONG, StepsModel, choices_of
from ui.playbook_editor.workbench import Workbench
from ui.theme import Look

Index = QModelIndex | QPersistentModelIndex
ROW = 36


class Cells(QStyledItemDelegate):
    """Gives a cell its field or its choice. Escape takes back what was typed since it opened."""

    def __init__(self, look: Look, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look, self._bench = look, bench
        self._before = ""
        self.templates: list[str] = []
        self.closeEditor.connect(self._closed)
        self._at = QPersistentModelIndex()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        is_wrong = bool(index.data(IS_WRONG))
        if is_wrong:
            painter.fillRect(option.rect, self._look.colour("bad_soft"))
        super().paint(painter, option, index)
        if is_wrong:
            painter.setPen(QPen(self._look.colour("bad"), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))

    def createEditor(  # noqa: N802 - Qt's name
        self, parent: QWidget, _option: QStyleOptionViewItem, index: Index
    ) -> QWidget:
        self._bench.begin_typing()
        self._before, self._at = str(index.data(Qt.ItemDataRole.EditRole)), QPersistentModelIndex(index)
        column = COLUMNS[index.column()]
        name = f"{column.words}: {column.tells}"
        made: QLineEdit | QComboBox
        if choices_of(column.key) or column.key == "template":
            made = self._choice(parent, name, column.key)
        else:
            made = QLineEdit(parent)
            made.setAccessibleName(name)
            made.textChanged.connect(lambda _words: self.commitData.emit(made))
        return made

    def _choice(self, parent: QWidget, name: str, key: str) -> QComboBox:
        box = choice(name, parent)
        for value, words in choices_of(key).items():
            box.addItem(words, value)
        if key == "template":
            # marketing's steps name templates of marketing's own, which nobody here can list
            box.setEditable(True)
            for name in ["", *self.templates]:
                box.addItem(name, name)
            box.currentTextChanged.connect(lambda _words: self.commitData.emit(box))
        else:
            box.currentIndexChanged.connect(lambda _n: self.commitData.emit(box))
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802 - Qt's name
        words = str(index.data(Qt.ItemDataRole.EditRole))
        if words == _words_in(editor):
            return
        editor.blockSignals(True)  # noqa: FBT003 - Qt's signature
        if isinstance(editor, QLineEdit):
            editor.setText(words)
        elif isinstance(editor, QComboBox):
            found = editor.findData(words)
            if found >= 0:
                editor.setCurrentIndex(found)
            elif editor.isEditable():
                editor.setEditText(words)
        editor.blockSignals(False)  # noqa: FBT003 - Qt's signature

    def setModelData(  # noqa: N802 - Qt's name
        self, editor: QWidget, model: QAbstractItemModel, index: Index
    ) -> None:
        model.setData(index, _words_in(editor))

    def _closed(self, _editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        if hint is QAbstractItemDelegate.EndEditHint.RevertModelCache and self._at.isValid():
            self._bench.put_cell(self._at.row(), COLUMNS[self._at.column()].key, self._before)


def _words_in(editor: QWidget) -> str:
    if isinstance(editor, QLineEdit):
        return editor.text()
    if isinstance(editor, QComboBox):
        return editor.currentText() if editor.isEditable() else str(editor.currentData())
    return ""


class StepsTable(QTableView):
    """The steps; Delete empties a cell, Enter opens it."""

    def __init__(self, look: Look, model: StepsModel, cells: Cells) -> None:
        super().__init__()
        self._model = model
        self.setModel(model)
        self.setItemDelegate(cells)
        self.setAccessibleName(self.tr("Steps"))
        self.setShowGrid(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed)
        rows = self.verticalHeader()
        rows.hide()
        rows.setDefaultSectionSize(look.px(ROW))
        rows.setAccessibleName(self.tr("Steps"))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setAccessibleName(self.tr("What a step says"))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for n, column in enumerate(COLUMNS):
            self.setColumnWidth(n, look.px(column.width))
        header.setStretchLastSection(True)
        self.setMinimumHeight(look.px(ROW) * 4)
        self.setIconSize(QSize(look.px(16), look.px(16)))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the cell one is on in sight: a track's timeline takes its height from the table below it."""
        at = self.currentIndex()
        was_in_sight = QRect(QPoint(), event.oldSize()).contains(self.visualRect(at).center())
        super().resizeEvent(event)
        if at.isValid() and was_in_sight:
            self.scrollTo(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        index = self.currentIndex()
        may_edit = index.isValid() and bool(self._model.flags(index) & Qt.ItemFlag.ItemIsEditable)
        if may_edit and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit(index)
        elif may_edit and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            if not choices_of(COLUMNS[index.column()].key):
                self._model.setData(index, "")
        else:
            super().keyPressEvent(event)
