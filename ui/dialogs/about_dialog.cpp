#include "ui/dialogs/about_dialog.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QPushButton>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace ui {

namespace {

struct Library {
    const char* name;
    const char* licence;
};

constexpr Library kLibraries[] = {
    {"Qt", "LGPL-3.0"},
    {"PyTorch (libtorch)", "BSD-3-Clause"},
    {"Boost", "BSL-1.0"},
    {"OpenSSL", "Apache-2.0"},
    {"SQLite", "Public Domain"},
    {"SQLiteCpp", "MIT"},
    {"nlohmann/json", "MIT"},
    {"spdlog", "MIT"},
    {"md4c", "MIT"},
    {"PCRE2", "BSD-3-Clause"},
    {"libjwt", "MPL-2.0"},
    {"hiredis", "BSD-3-Clause"},
    {"prometheus-cpp", "MIT"},
    {"toml++", "MIT"},
    {"CLI11", "BSD-3-Clause"},
};

}  // namespace

AboutDialog::AboutDialog(QWidget* parent) : QDialog(parent) {
    setObjectName(QStringLiteral("aboutDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("About GlanceDesk"));

    auto* logo = new QLabel;
    logo->setObjectName(QStringLiteral("aboutLogo"));
    logo->setPixmap(
        QIcon(QStringLiteral(":/icons/glancedesk.svg")).pixmap(QSize(56, 56), devicePixelRatioF()));
    auto* title =
        new QLabel(QStringLiteral("<b style='font-size:18px'>%1</b><br>%2")
                       .arg(tr("GlanceDesk"), tr("Version %1").arg(QCoreApplication::applicationVersion())));
    title->setObjectName(QStringLiteral("aboutName"));
    auto* head = new QHBoxLayout;
    head->setSpacing(16);
    head->addWidget(logo);
    head->addWidget(title, 1);

    QString text =
        QStringLiteral("<p>%1</p><p>%2</p><p>%3</p><ul>")
            .arg(
                tr("Answers questions about screenshots on your own computer. Nothing leaves it."),
                tr("The model that comes with the program is a demo: small, trained on made-up products, and "
                   "often wrong about anything else. For real work choose the folder of GLM-4.6V-Flash "
                   "(Menu › Open model folder)."),
                tr("GlanceDesk is under the MIT licence and stands on:"));
    for (const Library& library : kLibraries) {
        QString name = QString::fromLatin1(library.name);
        if (name == u"Qt") name += u' ' + QString::fromLatin1(qVersion());
        text += QStringLiteral("<li>%1: %2</li>").arg(name, QLatin1String(library.licence));
    }
    text += QStringLiteral("</ul>");
    auto* body = new QTextBrowser;
    body->setObjectName(QStringLiteral("aboutText"));
    body->setAccessibleName(tr("About GlanceDesk"));
    body->setHtml(text);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->setObjectName(QStringLiteral("aboutButtons"));
    QPushButton* close = buttons->button(QDialogButtonBox::Close);
    close->setObjectName(QStringLiteral("aboutClose"));
    close->setText(tr("Close"));
    close->setAccessibleName(tr("Close"));
    close->setIcon({});
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 20);
    layout->setSpacing(16);
    layout->addLayout(head);
    layout->addWidget(body, 1);
    layout->addWidget(buttons);
    resize(480, 460);
}

}  // namespace ui
