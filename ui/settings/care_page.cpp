#include "ui/settings/care_page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QSpinBox>

#include "app/settings/settings.h"

namespace ui {

CarePage::CarePage(app::Settings& settings)
    : SettingsPage("carePage", tr("Cache and scan"), QStringLiteral("approve")),
      m_settings(settings),
      m_keeps(new QCheckBox(tr("The port keeps answers"))),
      m_megabytes(new QSpinBox),
      m_minutes(new QSpinBox),
      m_scans(new QCheckBox(tr("A virus scanner looks at pictures first"))),
      m_scanner(new QLineEdit),
      m_away(new QComboBox) {
    const app::CacheSettings cache = settings.cache();
    const app::ScanSettings scan = settings.scan();
    m_keeps->setObjectName(QStringLiteral("cacheOnBox"));
    m_keeps->setChecked(cache.isOn);
    m_megabytes->setObjectName(QStringLiteral("cacheSizeBox"));
    m_megabytes->setRange(1, app::CacheSettings::mostMegabytes);
    m_megabytes->setSingleStep(64);
    m_megabytes->setSuffix(QStringLiteral(" MB"));
    m_megabytes->setValue(cache.megabytes);
    m_minutes->setObjectName(QStringLiteral("cacheMinutesBox"));
    m_minutes->setRange(1, app::CacheSettings::mostMinutes);
    m_minutes->setSuffix(u' ' + tr("minutes"));
    m_minutes->setValue(cache.minutes);
    m_scans->setObjectName(QStringLiteral("scanOnBox"));
    m_scans->setChecked(scan.isOn);
    m_scanner->setObjectName(QStringLiteral("scannerEdit"));
    m_scanner->setText(scan.address);
    m_away->setObjectName(QStringLiteral("scannerAwayBox"));
    m_away->addItems({tr("Pictures are refused"), tr("Pictures are taken without a scan")});
    m_away->setCurrentIndex(scan.passesWhenAway ? 1 : 0);

    addRow(m_keeps,
           tr("The same question about the same picture is then answered at once. Each key has its own "
              "answers; your conversations are not among them."));
    addRow(tr("At most"), m_megabytes, tr("On disk; the answers that were not used for longest go first."));
    addRow(tr("For"), m_minutes);
    addRow(m_scans,
           tr("ClamAV's service clamd, for pictures that come through the port. Nothing is sent over "
              "the Internet."));
    addRow(tr("Scanner"), m_scanner, tr("unix: and the path of its socket, or tcp:host:port."));
    addRow(tr("While it is away"), m_away);
    finish();
    connect(m_keeps, &QCheckBox::toggled, this, &CarePage::follow);
    connect(m_scans, &QCheckBox::toggled, this, &CarePage::follow);
    follow();
}

void CarePage::follow() {
    for (QWidget* field : {static_cast<QWidget*>(m_megabytes), static_cast<QWidget*>(m_minutes)})
        field->setEnabled(m_keeps->isChecked());
    for (QWidget* field : {static_cast<QWidget*>(m_scanner), static_cast<QWidget*>(m_away)})
        field->setEnabled(m_scans->isChecked());
}

app::CacheSettings CarePage::chosenCache() const {
    return {m_keeps->isChecked(), m_megabytes->value(), m_minutes->value()};
}

app::ScanSettings CarePage::chosenScan() const {
    return {m_scans->isChecked(), m_scanner->text().trimmed(), m_away->currentIndex() == 1};
}

QString CarePage::problem() const {
    const app::ScanSettings scan = chosenScan();
    // A scanner that is away for now holds nothing else up.
    return scan == m_settings.scan() ? QString() : app::problemOf(scan);
}

void CarePage::save() {
    m_settings.setCare(chosenCache(), chosenScan());
}

}  // namespace ui
