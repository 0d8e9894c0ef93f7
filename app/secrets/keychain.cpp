#include "app/secrets/keychain.h"

#include <unistd.h>
#include <utility>

#include <QCoreApplication>
#include <QFileInfo>
#include <QTimer>
#include <qt6keychain/keychain.h>

namespace app {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Keychain)
};

const QString service = QStringLiteral("GlanceDesk");

/// Without a session there is no keychain, and asking would start a message bus for nobody.
bool hasSession() {
    return !qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS") ||
           QFileInfo::exists(QStringLiteral("/run/user/%1/bus").arg(getuid()));
}

QString noneHere() {
    return Text::tr(
        "There is no keychain here: write the secret into a file that only you can read, and name that "
        "file in its place.");
}

QString notKept() {
    return Text::tr(
        "The keychain did not keep it: unlock it and try again, or write the secret into a file that only "
        "you can read and name that file in its place.");
}

QString problemOf(const QKeychain::Job& job) {
    return Text::
        tr("The keychain cannot be used (%1): unlock it, or write the secret into a file that only you can "
           "read and name that file in its place.")
            .arg(job.errorString());
}

bool isNothing(const QKeychain::Job& job) {
    return job.error() == QKeychain::NoError || job.error() == QKeychain::EntryNotFound;
}

}  // namespace

void Keychain::read(const QString& name, Read then) {
    if (!hasSession()) {
        QTimer::singleShot(0, this, [then = std::move(then)] { then({{}, noneHere()}); });
        return;
    }
    auto* job = new QKeychain::ReadPasswordJob(service, this);  // deletes itself
    job->setKey(name);
    connect(job, &QKeychain::Job::finished, this, [job, then = std::move(then)] {
        if (!isNothing(*job)) return then({{}, problemOf(*job)});
        then({job->error() == QKeychain::NoError ? job->textData().toUtf8().trimmed() : QByteArray(), {}});
    });
    job->start();
}

void Keychain::keep(const QString& name, const QByteArray& secret, Kept then) {
    if (!hasSession()) {
        QTimer::singleShot(0, this, [then = std::move(then)] { then(noneHere()); });
        return;
    }
    if (secret.isEmpty()) {
        auto* job = new QKeychain::DeletePasswordJob(service, this);
        job->setKey(name);
        connect(job, &QKeychain::Job::finished, this,
                [job, then = std::move(then)] { then(isNothing(*job) ? QString() : problemOf(*job)); });
        return job->start();
    }
    auto* job = new QKeychain::WritePasswordJob(service, this);
    job->setKey(name);
    job->setTextData(QString::fromUtf8(secret));
    connect(job, &QKeychain::Job::finished, this, [this, job, name, secret, then = std::move(then)] {
        if (job->error() != QKeychain::NoError) return then(problemOf(*job));
        // A keychain that its user did not unlock tells of no error.
        read(name, [secret, then](const Found& found) {
            then(found.secret == secret ? QString() : !found.problem.isEmpty() ? found.problem : notKept());
        });
    });
    job->start();
}

}  // namespace app
