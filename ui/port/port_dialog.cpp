#include "ui/port/port_dialog.h"

#include <exception>

#include <QCheckBox>
#include <QClipboard>
#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

#include "app/server/port_switch.h"
#include "ui/port/qr_code.h"

namespace ui {

namespace {

constexpr int kCountEvery = 500;  // ms

QLabel* hint() {
    auto* label = new QLabel;
    label->setProperty("role", QStringLiteral("hint"));
    label->setWordWrap(true);
    return label;
}

QLineEdit* readOnlyField(const char* name, const QString& accessibleName) {
    auto* field = new QLineEdit;
    field->setObjectName(QString::fromLatin1(name));
    field->setAccessibleName(accessibleName);
    field->setReadOnly(true);
    return field;
}

QPushButton* button(const char* name, const QString& text) {
    auto* made = new QPushButton(text);
    made->setObjectName(QString::fromLatin1(name));
    made->setAccessibleName(text);
    made->setAutoDefault(false);
    return made;
}

void copy(const QLineEdit* field) {
    QGuiApplication::clipboard()->setText(field->text());
}

}  // namespace

PortDialog::PortDialog(app::PortSwitch& port, QWidget* parent)
    : QDialog(parent),
      m_port(port),
      m_on(new QCheckBox(tr("Other programs may use the model"))),
      m_state(hint()),
      m_address(readOnlyField("portAddress", tr("Address"))),
      m_copy(button("copyAddress", tr("Copy"))),
      m_open(button("openPage", tr("Open the page"))),
      m_code(new QrCode),
      m_codeHint(hint()),
      m_requests(new QLabel),
      m_keyName(new QLineEdit),
      m_newKey(button("newKey", tr("New key"))),
      m_key(readOnlyField("portKey", tr("Key"))),
      m_copyKey(button("copyKey", tr("Copy"))),
      m_keyHint(hint()) {
    setObjectName(QStringLiteral("portDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Port for other programs"));
    m_on->setObjectName(QStringLiteral("portSwitch"));
    m_state->setObjectName(QStringLiteral("portState"));
    m_codeHint->setObjectName(QStringLiteral("qrHint"));
    m_requests->setObjectName(QStringLiteral("portRequests"));
    m_keyName->setObjectName(QStringLiteral("keyName"));
    m_keyName->setAccessibleName(tr("Who will use the key"));
    m_keyName->setPlaceholderText(tr("Who will use it"));
    m_keyName->setToolTip(tr("Letters, digits, dots and dashes, without spaces"));
    m_keyHint->setObjectName(QStringLiteral("keyHint"));
    layOut();

    connect(m_on, &QCheckBox::clicked, &m_port, &app::PortSwitch::setWanted);
    connect(m_copy, &QPushButton::clicked, this, [this] { copy(m_address); });
    connect(m_copyKey, &QPushButton::clicked, this, [this] { copy(m_key); });
    connect(m_open, &QPushButton::clicked, this,
            [this] { QDesktopServices::openUrl(QUrl(m_address->text())); });
    connect(m_newKey, &QPushButton::clicked, this, &PortDialog::makeKey);
    connect(m_keyName, &QLineEdit::returnPressed, this, &PortDialog::makeKey);
    connect(m_keyName, &QLineEdit::textChanged, this,
            [this](const QString& name) { m_newKey->setEnabled(!name.trimmed().isEmpty()); });
    connect(&m_port, &app::PortSwitch::changed, this, &PortDialog::refresh);
    connect(&m_clock, &QTimer::timeout, this, &PortDialog::countRequests);
    m_newKey->setEnabled(false);
    m_key->hide();
    m_copyKey->hide();
    m_clock.start(kCountEvery);
    refresh();
}

void PortDialog::layOut() {
    auto* fields = new QGridLayout;
    fields->setHorizontalSpacing(10);
    fields->setVerticalSpacing(10);
    fields->setColumnStretch(1, 1);
    fields->addWidget(new QLabel(tr("Address")), 0, 0);
    fields->addWidget(m_address, 0, 1);
    fields->addWidget(m_copy, 0, 2);
    fields->addWidget(m_open, 0, 3);
    fields->addWidget(new QLabel(tr("Right now")), 1, 0);
    fields->addWidget(m_requests, 1, 1, 1, 3);
    fields->addWidget(new QLabel(tr("Keys")), 2, 0);
    fields->addWidget(m_keyName, 2, 1);
    fields->addWidget(m_newKey, 2, 2, 1, 2);
    fields->addWidget(m_key, 3, 1);
    fields->addWidget(m_copyKey, 3, 2);
    fields->addWidget(m_keyHint, 4, 1, 1, 3);

    auto* picture = new QHBoxLayout;
    picture->setSpacing(14);
    picture->addWidget(m_code);
    picture->addWidget(m_codeHint, 1);

    auto* buttons = new QDialogButtonBox;
    auto* more = button("portSettings", tr("Settings…"));
    auto* close = button("closePort", tr("Close"));
    buttons->addButton(more, QDialogButtonBox::ActionRole);
    buttons->addButton(close, QDialogButtonBox::RejectRole);
    buttons->setObjectName(QStringLiteral("portButtons"));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    connect(more, &QPushButton::clicked, this, [this] {
        emit settingsRequested();
        QDialog::close();
    });

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 22, 24, 18);
    layout->setSpacing(14);
    layout->addWidget(m_on);
    layout->addWidget(m_state);
    layout->addLayout(fields);
    layout->addLayout(picture);
    layout->addStretch();
    layout->addWidget(buttons);
    resize(560, 470);
}

void PortDialog::refresh() {
    const app::ServerService& service = m_port.service();
    const bool isOpen = service.state() == app::PortState::On;
    const QStringList outer = isOpen ? m_port.outerAddresses() : QStringList();
    m_on->setChecked(m_port.isWanted());
    switch (service.state()) {
        case app::PortState::Off:
            m_state->setText(
                tr("Programs and web pages then ask this model through an OpenAI-compatible port. They "
                   "never see your conversations."));
            break;
        case app::PortState::On:
            m_state->setText(outer.isEmpty()
                                 ? tr("Open for programs on this computer.")
                                 : tr("Open for everybody who can reach this computer and has a key."));
            break;
        case app::PortState::Closing:
            m_state->setText(tr("Closing: answers that are being written are finished first."));
            break;
        case app::PortState::Failed:
            m_state->setText(service.problem());
            break;
    }
    const bool failed = service.state() == app::PortState::Failed;
    m_state->setProperty("role", failed ? QStringLiteral("problem") : QStringLiteral("hint"));
    m_state->setStyleSheet(m_state->styleSheet());  // reads the rules for the new role
    m_address->setText(!isOpen ? QString() : outer.isEmpty() ? service.address() : outer.first());
    m_copy->setEnabled(isOpen);
    m_open->setEnabled(isOpen);
    m_code->setText(outer.value(0));
    m_code->setVisible(!outer.isEmpty());
    m_codeHint->setVisible(!outer.isEmpty());
    m_codeHint->setText(
        tr("The chat page for a phone or a colleague in the same network. It asks for a key."));
    countRequests();
}

void PortDialog::countRequests() {
    const bool isOpen = m_port.service().state() == app::PortState::On;
    m_requests->setText(isOpen ? tr("%n request(s) in work", nullptr, m_port.service().answersTaken())
                               : tr("The port is closed"));
}

void PortDialog::makeKey() {
    const QString name = m_keyName->text().trimmed();
    if (name.isEmpty()) return;
    try {
        m_key->setText(m_port.makeKey(name));
        m_key->show();
        m_copyKey->show();
        m_keyName->clear();
        m_keyHint->setText(
            tr("Copy this key now: it is not shown again. From now on nobody asks without a key."));
        m_key->setCursorPosition(0);
    } catch (const std::exception& error) {
        // One sentence in the user's language.
        m_keyHint->setText(QString::fromUtf8(error.what()));
    }
    layout()->activate();
    resize(width(), qMax(height(), heightForWidth(width())));
}

}  // namespace ui
