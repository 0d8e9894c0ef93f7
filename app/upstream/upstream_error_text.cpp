#include "app/upstream/upstream_error_text.h"

#include <QCoreApplication>
#include <QLocale>

#include "engine/error.h"

namespace app {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(UpstreamErrorText)
};

QString numberOf(const engine::Error& error) {
    return error.numbers.empty() ? QStringLiteral("?") : QLocale().toString(qlonglong(error.numbers.front()));
}

QString busyText(const engine::Error& error, const QString& where) {
    if (error.numbers.empty() || error.numbers.front() <= 0)
        return Text::tr("The server %1 has too much to do: ask again in a moment.").arg(where);
    return Text::tr("The server %1 has too much to do: ask again in %2 seconds.").arg(where, numberOf(error));
}

}  // namespace

QString upstreamErrorText(const engine::Error& error) {
    using engine::ErrorCode;
    const QString where = QString::fromStdString(error.where);
    const QString detail = error.detail.empty() ? QStringLiteral("?") : QString::fromStdString(error.detail);
    switch (error.code) {
        case ErrorCode::UpstreamUntrusted:
            return Text::
                tr("The server %1 cannot be trusted (%2): name your company's certificate authority in the "
                   "settings, or ask who runs the server.")
                    .arg(where, detail);
        case ErrorCode::UpstreamKeyRefused:
            return Text::tr("The server %1 refuses the key: enter the key that you were given for it.")
                .arg(where);
        case ErrorCode::UpstreamModelMissing:
            return Text::tr("The server %1 has no model %2: choose one that it lists.").arg(where, detail);
        case ErrorCode::UpstreamRefused:
            return Text::tr("The server %1 does not take this question (%2): change it and ask again.")
                .arg(where, detail);
        case ErrorCode::UpstreamBusy:
            return busyText(error, where);
        case ErrorCode::UpstreamFailed:
            return Text::tr(
                       "The server %1 failed (status %2, %3): ask again, and tell who runs it if it stays.")
                .arg(where, numberOf(error), detail);
        case ErrorCode::UpstreamSilent:
            return Text::tr("The server %1 said nothing for %2 seconds: ask again, or ask who runs it.")
                .arg(where, numberOf(error));
        case ErrorCode::UpstreamCut:
            return Text::tr("The server %1 broke off in the middle of the answer: ask again.").arg(where);
        case ErrorCode::UpstreamNonsense:
            return Text::
                tr("What %1 answers is not OpenAI's interface (%2): check the address, which often ends in "
                   "/v1.")
                    .arg(where, detail);
        default:
            return Text::
                tr("The server %1 cannot be reached (%2): check the address and the network, then ask again.")
                    .arg(where, detail);
    }
}

}  // namespace app
