#include "ui/faults/fault_dialog.h"

#include <QCheckBox>
#include <QDateEdit>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "app/faults/known_faults.h"
#include "ui/common/search_field.h"

namespace ui {

namespace {

constexpr int kId = Qt::UserRole;

QString dateText(const QDateTime& time) {
    return time.isValid() ? QLocale().toString(time.toLocalTime().date(), QLocale::ShortFormat)
                          : FaultDialog::tr("never");
}

}  // namespace

FaultDialog::FaultDialog(app::KnownFaults& faults, std::int64_t shown, const QString& exports,
                         QWidget* parent)
    : QDialog(parent),
      m_faults(faults),
      m_exports(exports),
      m_shown(shown),
      m_search(new SearchField(SearchField::Glass::Hidden)),
      m_list(new QTreeWidget),
      m_picture(new QLabel),
      m_question(new QLineEdit),
      m_answer(new QPlainTextEdit),
      m_codes(new QLineEdit),
      m_expires(new QCheckBox(tr("Expires on"))),
      m_date(new QDateEdit),
      m_save(new QPushButton(tr("Save"))),
      m_remove(new QPushButton(tr("Delete"))),
      m_export(new QPushButton(tr("Export…"))) {
    setObjectName(QStringLiteral("faultDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Known faults"));
    layOut();
    connect(m_search, &QLineEdit::textChanged, this, &FaultDialog::filter);
    connect(m_list, &QTreeWidget::itemSelectionChanged, this, &FaultDialog::showCurrent);
    connect(m_expires, &QCheckBox::toggled, m_date, &QWidget::setEnabled);
    connect(m_save, &QPushButton::clicked, this, &FaultDialog::save);
    connect(m_remove, &QPushButton::clicked, this, &FaultDialog::remove);
    connect(m_export, &QPushButton::clicked, this, &FaultDialog::exportFaults);
    connect(&faults, &app::KnownFaults::changed, this, &FaultDialog::fill);
    fill();
    resize(860, 560);
}

void FaultDialog::layOut() {
    m_search->setObjectName(QStringLiteral("faultSearch"));
    m_search->setPlaceholderText(tr("Search questions, answers and codes"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_list->setObjectName(QStringLiteral("faultList"));
    m_list->setAccessibleName(tr("Known faults"));
    m_list->setHeaderLabels({tr("Question"), tr("Approved"), tr("Expires")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setStretchLastSection(false);
    auto* left = new QWidget;
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_search);
    column->addWidget(m_list, 1);
    auto* splitter = new QSplitter;
    splitter->addWidget(left);
    splitter->addWidget(makeForm());
    splitter->setChildrenCollapsible(false);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(20, 18, 20, 16);
    all->setSpacing(14);
    all->addWidget(splitter, 1);
    all->addWidget(makeButtons());
}

QWidget* FaultDialog::makeForm() {
    const std::pair<QWidget*, const char*> names[] = {{m_picture, "faultDialogPicture"},
                                                      {m_question, "faultQuestion"},
                                                      {m_answer, "faultText"},
                                                      {m_codes, "faultCodes"},
                                                      {m_expires, "faultExpires"},
                                                      {m_date, "faultDate"},
                                                      {m_save, "saveFault"},
                                                      {m_remove, "removeFault"},
                                                      {m_export, "exportFaults"}};
    for (const auto& [widget, name] : names)
        widget->setObjectName(QString::fromLatin1(name));
    m_picture->setFixedHeight(120);
    m_answer->setTabChangesFocus(true);
    m_question->setAccessibleName(tr("Question"));
    m_answer->setAccessibleName(tr("Approved answer"));
    m_codes->setAccessibleName(tr("Error codes"));
    m_codes->setToolTip(tr("Separated by spaces"));
    m_expires->setAccessibleName(m_expires->text());
    m_date->setAccessibleName(tr("Expiry date"));
    m_date->setCalendarPopup(true);
    m_date->setMinimumWidth(
        fontMetrics().horizontalAdvance(QLocale().toString(QDate(2028, 12, 28), QLocale::ShortFormat)) + 56);
    auto* form = new QWidget;
    auto* rows = new QFormLayout(form);
    rows->setContentsMargins(14, 0, 0, 0);
    rows->setRowWrapPolicy(QFormLayout::WrapAllRows);
    rows->addRow(m_picture);
    rows->addRow(tr("Question"), m_question);
    rows->addRow(tr("Approved answer"), m_answer);
    rows->addRow(tr("Error codes"), m_codes);
    auto* expiry = new QHBoxLayout;
    expiry->addWidget(m_expires);
    expiry->addWidget(m_date);
    expiry->addStretch();
    rows->addRow(expiry);
    return form;
}

QWidget* FaultDialog::makeButtons() {
    auto* import = new QPushButton(tr("Import…"));
    import->setObjectName(QStringLiteral("importFaults"));
    auto* close = new QPushButton(tr("Close"));
    close->setObjectName(QStringLiteral("closeFaults"));
    connect(import, &QPushButton::clicked, this, &FaultDialog::importFaults);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    for (QPushButton* button : {import, m_export, m_remove}) {
        button->setAutoDefault(false);
        button->setAccessibleName(button->text());
        row->addWidget(button);
    }
    row->addStretch();
    for (QPushButton* button : {m_save, close}) {
        button->setAutoDefault(false);
        button->setAccessibleName(button->text());
        row->addWidget(button);
    }
    return bar;
}

void FaultDialog::fill() {
    m_all = m_faults.all();
    const QSignalBlocker silent(m_list);
    m_list->clear();
    QList<QTreeWidgetItem*> rows;
    QTreeWidgetItem* shown = nullptr;
    for (const app::Fault& fault : m_all) {
        auto* row = new QTreeWidgetItem(
            {fault.question.simplified().left(200), dateText(fault.approved), dateText(fault.expires)});
        row->setData(0, kId, QVariant::fromValue<qlonglong>(fault.id));
        row->setToolTip(0, fault.question);
        if (fault.isExpired(QDateTime::currentDateTimeUtc())) {
            row->setForeground(2, palette().color(QPalette::BrightText));
            row->setToolTip(2, tr("Expired: it is no longer found"));
        }
        if (fault.id == m_shown) shown = row;
        rows += row;
    }
    m_list->addTopLevelItems(rows);
    filter();
    if (!shown && !rows.isEmpty()) shown = rows.first();
    if (shown) {
        m_list->setCurrentItem(shown);
        m_list->scrollToItem(shown);
    }
    showCurrent();
}

void FaultDialog::filter() {
    const QString wanted = m_search->text().trimmed();
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        const app::Fault& fault = m_all[i];
        m_list->topLevelItem(i)->setHidden(!wanted.isEmpty() &&
                                           !fault.question.contains(wanted, Qt::CaseInsensitive) &&
                                           !fault.answer.contains(wanted, Qt::CaseInsensitive) &&
                                           !fault.codes.join(u' ').contains(wanted, Qt::CaseInsensitive));
    }
}

QList<std::int64_t> FaultDialog::selected() const {
    QList<std::int64_t> ids;
    for (const QTreeWidgetItem* row : m_list->selectedItems())
        ids += row->data(0, kId).toLongLong();
    return ids;
}

const app::Fault* FaultDialog::current() const {
    const QList<std::int64_t> ids = selected();
    if (ids.size() != 1) return nullptr;
    const auto found = std::find_if(m_all.begin(), m_all.end(),
                                    [&](const app::Fault& fault) { return fault.id == ids.first(); });
    return found == m_all.end() ? nullptr : &*found;
}

void FaultDialog::showCurrent() {
    const app::Fault* fault = current();
    if (fault) m_shown = fault->id;
    for (QWidget* field :
         {static_cast<QWidget*>(m_question), static_cast<QWidget*>(m_answer), static_cast<QWidget*>(m_codes),
          static_cast<QWidget*>(m_expires), static_cast<QWidget*>(m_save)}) {
        field->setEnabled(fault != nullptr);
    }
    m_remove->setEnabled(!selected().isEmpty());
    m_export->setEnabled(!m_all.isEmpty());
    const app::Fault shown = fault ? *fault : app::Fault();
    m_question->setText(shown.question);
    m_answer->setPlainText(shown.answer);
    m_codes->setText(shown.codes.join(u' '));
    m_expires->setChecked(shown.expires.isValid());
    m_date->setDate((shown.expires.isValid()
                         ? shown.expires
                         : QDateTime::currentDateTimeUtc().addDays(app::KnownFaults::defaultDays))
                        .toLocalTime()
                        .date());
    m_date->setEnabled(fault != nullptr && m_expires->isChecked());
    const QImage thumbnail = QImage::fromData(shown.thumbnail);
    m_picture->setPixmap(thumbnail.isNull() ? QPixmap()
                                            : QPixmap::fromImage(thumbnail.scaledToHeight(
                                                  m_picture->height(), Qt::SmoothTransformation)));
}

void FaultDialog::save() {
    const app::Fault* fault = current();
    if (!fault) return;
    app::Fault changed = *fault;
    changed.question = m_question->text().trimmed();
    changed.answer = m_answer->toPlainText().trimmed();
    changed.codes = m_codes->text().toUpper().split(u' ', Qt::SkipEmptyParts);
    changed.expires = m_expires->isChecked() ? m_date->date().endOfDay().toUTC() : QDateTime();
    m_faults.change(changed);
}

void FaultDialog::remove() {
    m_faults.remove(selected());
}

/// The selected ones, where there are several; else all.
void FaultDialog::exportFaults() {
    QList<std::int64_t> ids = selected();
    if (ids.size() < 2) {
        ids.clear();
        for (const app::Fault& fault : m_all)
            ids += fault.id;
    }
    auto* dialog = new QFileDialog(this, tr("Export known faults"), m_exports);
    dialog->setObjectName(QStringLiteral("exportFaultsDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(QStringLiteral("JSON (*.json)"));
    dialog->setDefaultSuffix(QStringLiteral("json"));
    dialog->selectFile(QStringLiteral("known-faults.json"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, ids](const QString& path) {
        if (m_faults.exportTo(path, ids))
            emit said(tr("%n known fault(s) exported.", nullptr, static_cast<int>(ids.size())));
    });
    dialog->open();
}

void FaultDialog::importFaults() {
    auto* dialog = new QFileDialog(this, tr("Import known faults"), m_exports);
    dialog->setObjectName(QStringLiteral("importFaultsDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilter(QStringLiteral("JSON (*.json)"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        const int count = m_faults.importFrom(path);
        if (count >= 0) emit said(tr("%n known fault(s) imported.", nullptr, count));
    });
    dialog->open();
}

}  // namespace ui
