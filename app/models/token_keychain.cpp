#include "app/models/token_keychain.h"

#include <unistd.h>
#include <utility>

#include <QCoreApplication>
#include <QFileInfo>
#include <QTimer>
#include <qt6keychain/keychain.h>

namespace app {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(TokenKeychain)
};

const QString service = QStringLiteral("GlanceDesk");

QString keyOf(const QString& host) {
    return QStringLiteral("models ") + host;
}

/// Without a session there is no keychain, and asking would start a message bus for nobody.
bool hasSession() {
    return !qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS") ||
           QFileInfo::exists(QStringLiteral("/run/user/%1/bus").arg(getuid()));
}

QString problemOf(const QKeychain::Job& job) {
    return Text::
        tr("The token cannot be kept in the keychain (%1): write it into a file that only you can read, and "
           "name that file in the settings.")
            .arg(job.errorString());
}

}  // namespace

void TokenKeychain::read(const QString& host, Read then) {
    if (!hasSession()) {
        QTimer::singleShot(0, this, [then = std::move(then)] { then({}); });
        return;
    }
    auto* job = new QKeychain::ReadPasswordJob(service, this);  // deletes itself
    job->setKey(keyOf(host));
    connect(job, &QKeychain::Job::finished, this, [job, then = std::move(then)] {
        then(job->error() == QKeychain::NoError ? job->textData().toUtf8().trimmed() : QByteArray());
    });
    job->start();
}

void TokenKeychain::keep(const QString& host, const QByteArray& token, Kept then) {
    if (!hasSession()) {
        QTimer::singleShot(0, this, [then = std::move(then)] {
            then(Text::tr(
                "There is no keychain here: write the token into a file that only you can read, and name "
                "that file in the settings."));
        });
        return;
    }
    if (token.isEmpty()) {
        auto* job = new QKeychain::DeletePasswordJob(service, this);
        job->setKey(keyOf(host));
        connect(job, &QKeychain::Job::finished, this, [job, then = std::move(then)] {
            const bool isGone =
                job->error() == QKeychain::NoError || job->error() == QKeychain::EntryNotFound;
            then(isGone ? QString() : problemOf(*job));
        });
        return job->start();
    }
    auto* job = new QKeychain::WritePasswordJob(service, this);
    job->setKey(keyOf(host));
    job->setTextData(QString::fromUtf8(token));
    connect(job, &QKeychain::Job::finished, this, [job, then = std::move(then)] {
        then(job->error() == QKeychain::NoError ? QString() : problemOf(*job));
    });
    job->start();
}

}  // namespace app
