#include "ui/dialogs/log_dialog.h"

#include <QClipboard>
#include <QComboBox>
#include <QDesktopServices>
#include <QFile>
#include <QFileInfo>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QUrl>

namespace ui {

namespace {

constexpr qint64 kMostBytes = 256 * 1024;
constexpr int kInterval = 1000;

QByteArray endOf(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return {};
    if (file.size() > kMostBytes) {
        file.seek(file.size() - kMostBytes);
        file.readLine();  // the rest of a line
    }
    return file.readAll();
}

bool isWarning(const QByteArray& line) {
    return line.contains("[warning]") || line.contains("[error]") || line.contains("[critical]");
}

}  // namespace

LogDialog::LogDialog(const QString& file, QWidget* parent)
    : QDialog(parent), m_file(file), m_level(new QComboBox), m_text(new QPlainTextEdit) {
    setObjectName(QStringLiteral("logDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Log"));
    layOut();
    connect(m_level, qOverload<int>(&QComboBox::currentIndexChanged), this, [this] {
        m_shown.clear();
        read();
    });
    m_timer.setInterval(kInterval);
    connect(&m_timer, &QTimer::timeout, this, &LogDialog::read);
    m_timer.start();
    read();
    resize(860, 520);
}

void LogDialog::layOut() {
    m_level->setObjectName(QStringLiteral("logLevel"));
    m_level->addItems({tr("Everything"), tr("Warnings and errors")});
    m_level->setAccessibleName(tr("What is shown"));
    m_text->setObjectName(QStringLiteral("logText"));
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setAccessibleName(tr("Log"));
    m_text->setPlaceholderText(tr("Nothing has been logged."));
    auto* hint = new QLabel(tr("Questions, answers and names of pictures are never logged."));
    hint->setObjectName(QStringLiteral("logHint"));
    hint->setProperty("role", QStringLiteral("hint"));
    hint->setWordWrap(true);
    const auto button = [this](const char* name, const QString& text) {
        auto* made = new QPushButton(text);
        made->setObjectName(QString::fromLatin1(name));
        made->setAutoDefault(false);
        return made;
    };
    QPushButton* copy = button("logCopy", tr("Copy"));
    QPushButton* folder = button("logFolder", tr("Open the folder"));
    QPushButton* close = button("logClose", tr("Close"));
    connect(copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_text->toPlainText()); });
    connect(folder, &QPushButton::clicked, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(m_file).path())); });
    connect(close, &QPushButton::clicked, this, &QDialog::close);

    auto* top = new QHBoxLayout;
    top->setSpacing(12);
    top->addWidget(m_level);
    top->addWidget(hint, 1);
    auto* bottom = new QHBoxLayout;
    bottom->addWidget(copy);
    bottom->addWidget(folder);
    bottom->addStretch();
    bottom->addWidget(close);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(20, 20, 20, 16);
    all->setSpacing(12);
    all->addLayout(top);
    all->addWidget(m_text, 1);
    all->addLayout(bottom);
}

/// Who has scrolled up to read stays there.
void LogDialog::read() {
    const QByteArray text = endOf(m_file);
    if (text == m_shown) return;
    m_shown = text;
    QScrollBar* bar = m_text->verticalScrollBar();
    const bool isAtEnd = bar->value() == bar->maximum();
    const int place = bar->value();
    QByteArray shown;
    for (const QByteArray& line : text.split('\n')) {
        if (m_level->currentIndex() == 0 || isWarning(line)) shown += line + '\n';
    }
    m_text->setPlainText(QString::fromUtf8(shown).trimmed());
    bar->setValue(isAtEnd ? bar->maximum() : place);
}

}  // namespace ui
