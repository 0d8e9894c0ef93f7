#include "ui/settings/port_page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QSpinBox>

#include "app/settings/settings.h"
#include "ui/settings/path_field.h"

namespace ui {

PortPage::PortPage(app::Settings& settings)
    : SettingsPage("portPage", tr("Port"), QStringLiteral("port")),
      m_settings(settings),
      m_on(new QCheckBox(tr("Other programs may use the model"))),
      m_host(new QComboBox),
      m_port(new QSpinBox),
      m_keys(new PathField(PathField::Kind::File, "keysFileField", tr("Choose the keys file"))),
      m_origins(new QPlainTextEdit) {
    const app::PortSettings port = settings.port();
    m_on->setObjectName(QStringLiteral("portOnBox"));
    m_on->setChecked(port.isOn);
    m_host->setObjectName(QStringLiteral("hostBox"));
    m_host->setEditable(true);
    m_host->addItems({QStringLiteral("127.0.0.1"), QStringLiteral("0.0.0.0")});
    m_host->setCurrentText(port.host);
    m_host->lineEdit()->setObjectName(QStringLiteral("hostEdit"));
    m_host->lineEdit()->setAccessibleName(tr("Address"));
    m_port->setObjectName(QStringLiteral("portBox"));
    m_port->setRange(1, 65535);
    m_port->setGroupSeparatorShown(false);
    m_port->setValue(port.port);
    m_keys->setPath(port.keysFile);
    m_keys->setPlaceholder(tr("None: only this computer may ask"));
    m_keys->setFieldName(tr("Keys file"));
    m_origins->setObjectName(QStringLiteral("originsEdit"));
    m_origins->setTabChangesFocus(true);
    m_origins->setPlainText(port.origins.join(u'\n'));
    m_origins->setPlaceholderText(QStringLiteral("https://help.example.com"));
    m_origins->setMinimumHeight(72);
    m_origins->setMaximumHeight(110);

    addRow(m_on,
           tr("Programs and web pages then ask this model through an OpenAI-compatible port. They never "
              "see your conversations."));
    addRow(tr("Address"), m_host,
           tr("127.0.0.1 is this computer alone; 0.0.0.0 is everybody who can reach it, and needs keys."));
    addRow(tr("Port"), m_port);
    addRow(tr("Keys file"), m_keys, tr("Made by the command: glancedesk-cli keys"));
    addRow(tr("Web pages"), m_origins, tr("Pages of other addresses that may use the port, one a line."));
    finish();
}

app::PortSettings PortPage::chosen() const {
    static const QRegularExpression spaces(QStringLiteral("[\\s,]+"));
    return {m_on->isChecked(), m_host->currentText().trimmed(), m_port->value(), m_keys->path(),
            m_origins->toPlainText().split(spaces, Qt::SkipEmptyParts)};
}

QString PortPage::problem() const {
    return app::problemOf(chosen());
}

void PortPage::save() {
    m_settings.setPort(chosen());
}

}  // namespace ui
