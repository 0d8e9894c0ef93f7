#include "ui/settings/upstream_page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateTime>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollArea>
#include <QStyle>
#include <QTimer>
#include <QVBoxLayout>

#include "app/settings/settings.h"
#include "ui/common/secret_field.h"
#include "ui/settings/path_field.h"

namespace ui {

UpstreamPage::UpstreamPage(app::Settings& settings)
    : SettingsPage("upstreamPage", tr("Servers"), QStringLiteral("command")),
      m_settings(settings),
      m_on(new QCheckBox(tr("Servers answer in this computer's place"))),
      m_addresses(new QPlainTextEdit),
      m_model(new QComboBox),
      m_key(new SecretField("serverKeyEdit", "keepServerKey",
                            {tr("Key"), tr("What the servers ask for; the keychain of the desktop keeps it"),
                             tr("Keep the key"), tr("Forget the key")})),
      m_keyFile(new PathField(PathField::Kind::File, "serverKeyField", tr("Choose the file with the key"))),
      m_authorities(
          new PathField(PathField::Kind::File, "authoritiesField", tr("Choose the certificate file"))),
      m_pictures(new QCheckBox(tr("Pictures stay on this computer"))),
      m_look(new QPushButton(tr("Check the servers"))),
      m_report(new QLabel) {
    const app::UpstreamSettings servers = settings.upstream();
    m_on->setObjectName(QStringLiteral("serversOnBox"));
    m_on->setChecked(servers.isOn);
    m_addresses->setObjectName(QStringLiteral("serverAddressesEdit"));
    m_addresses->setTabChangesFocus(true);
    m_addresses->setPlainText(servers.addresses.join(u'\n'));
    m_addresses->setPlaceholderText(QStringLiteral("http://gpu1:8000"));
    m_addresses->setMinimumHeight(64);
    m_addresses->setMaximumHeight(96);
    m_model->setObjectName(QStringLiteral("serverModelBox"));
    m_model->setEditable(true);
    m_model->setInsertPolicy(QComboBox::NoInsert);
    m_model->setCurrentText(servers.model);
    m_model->lineEdit()->setObjectName(QStringLiteral("serverModelEdit"));
    m_model->lineEdit()->setPlaceholderText(tr("The first that the servers list"));
    m_key->setKept(servers.keyKept != 0);
    m_keyFile->setPath(servers.keyFile);
    m_keyFile->setPlaceholder(tr("None"));
    m_keyFile->setFieldName(tr("Key file"));
    m_authorities->setPath(servers.authorities);
    m_authorities->setPlaceholder(tr("Those that this computer trusts"));
    m_authorities->setFieldName(tr("Certificates"));
    m_pictures->setObjectName(QStringLiteral("keepPicturesBox"));
    m_pictures->setChecked(servers.keepsPictures);
    m_look->setObjectName(QStringLiteral("checkServers"));
    m_look->setAutoDefault(false);
    m_report->setObjectName(QStringLiteral("serversReport"));
    m_report->setTextFormat(Qt::PlainText);
    m_report->setWordWrap(true);
    m_report->setProperty("role", QStringLiteral("hint"));
    m_report->hide();

    addRow(m_on,
           tr("One or several servers with OpenAI's interface, such as vLLM, that serve the same model. "
              "Conversations stay here; a question goes there with what it needs."));
    addRow(tr("Addresses"), m_addresses,
           tr("One a line. Each question goes to the one with the least to do."));
    addRow(tr("Model"), m_model);
    addRow(tr("Key"), m_key, tr("Kept by the desktop's keychain, never in the settings."));
    addRow(tr("Key file"), m_keyFile,
           tr("Where there is no keychain: a file that holds the servers' key and nothing else."));
    addRow(tr("Certificates"), m_authorities, tr("A PEM file of your company's own authority, for https."));
    addRow(m_pictures, tr("Questions with pictures are then answered by the model of this computer, and the "
                          "answer says so."));
    auto* both = new QWidget;
    auto* column = new QVBoxLayout(both);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_look, 0, Qt::AlignLeft);
    column->addWidget(m_report);
    addRow(both);
    finish();
    connect(m_key, &SecretField::keepAsked, this, &UpstreamPage::keepKey);
    connect(m_look, &QPushButton::clicked, this, &UpstreamPage::look);
    connect(&m_check, &app::ServerCheck::looked, this, &UpstreamPage::showLook);
}

app::UpstreamSettings UpstreamPage::chosen() const {
    static const QRegularExpression spaces(QStringLiteral("[\\s,]+"));
    app::UpstreamSettings servers;
    servers.isOn = m_on->isChecked();
    servers.addresses = m_addresses->toPlainText().split(spaces, Qt::SkipEmptyParts);
    servers.model = m_model->currentText().trimmed();
    servers.keyFile = m_keyFile->path();
    servers.keyKept = m_settings.upstream().keyKept;
    servers.authorities = m_authorities->path();
    servers.keepsPictures = m_pictures->isChecked();
    return servers;
}

void UpstreamPage::look() {
    app::UpstreamSettings servers = chosen();
    servers.isOn = true;  // with addresses or without, it is to say what is wrong
    m_look->setEnabled(false);
    m_report->setText(tr("Asking…"));
    m_report->show();
    m_check.look(servers, m_key->typed());
}

void UpstreamPage::showLook(const QString& sentences, const QStringList& models, bool allWell) {
    m_look->setEnabled(true);
    report(sentences, allWell);
    const QString model = m_model->currentText();
    m_model->clear();
    m_model->addItems(models);
    m_model->setCurrentText(model);
}

void UpstreamPage::report(const QString& sentences, bool allWell) {
    m_report->setText(sentences);
    m_report->setProperty("role", allWell ? QStringLiteral("hint") : QStringLiteral("problem"));
    style()->unpolish(m_report);  // the rules are asked again
    style()->polish(m_report);
    m_report->show();
    // It stands at the end of a page that may be longer than the dialog.
    for (QWidget* above = parentWidget(); above != nullptr; above = above->parentWidget()) {
        if (auto* area = qobject_cast<QScrollArea*>(above))
            QTimer::singleShot(0, this, [this, area] { area->ensureWidgetVisible(m_report); });
    }
}

/// At once, whatever becomes of the other settings: a keychain may ask its user, and may refuse.
void UpstreamPage::keepKey(const QByteArray& key) {
    m_keychain.keep(key, [this, isKept = !key.isEmpty()](const QString& problem) {
        m_key->end(problem.isEmpty());
        if (!problem.isEmpty()) return report(problem, false);
        app::UpstreamSettings servers = m_settings.upstream();
        servers.keyKept = isKept ? QDateTime::currentMSecsSinceEpoch() : 0;
        m_settings.setUpstream(servers);
        report(
            isKept ? tr("The keychain keeps the key; it is not shown again.") : tr("The key is forgotten."),
            true);
    });
}

QString UpstreamPage::problem() const {
    if (!m_key->typed().isEmpty())
        return tr("The key is not kept yet: press Keep beside it, or empty its field.");
    return app::problemOf(chosen());
}

void UpstreamPage::save() {
    m_settings.setUpstream(chosen());
}

}  // namespace ui
