#include "app/cli/batch_run.h"

#include <cstdio>

#include <QCoreApplication>

#include "app/chat/seconds_text.h"
#include "app/cli/ask_options.h"
#include "app/cli/batch_source.h"
#include "app/cli/batch_table.h"
#include "app/cli/interrupt.h"
#include "app/errors/error_text.h"

namespace app {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Batch)
};

void say(const QString& line) {
    std::fprintf(stderr, "%s\n", qUtf8Printable(line));
}

/// Empty when it was interrupted.
std::optional<BatchRow> answer(const engine::Generator& model, engine::Request request, const BatchItem& item,
                               const std::stop_token& stop) {
    BatchRow row;
    engine::Message question{engine::Role::User, {}};
    const PictureOptions picture{{item.path.toStdString()}};
    if (const auto problem = picture.open(question.parts)) {
        row.error = *problem;
        return row;
    }
    question.parts.emplace_back(engine::TextPart{item.question.toStdString()});
    request.messages.push_back(std::move(question));
    std::string text;
    std::string calls;
    const auto finished = model.generate(
        request,
        [&](const engine::Event& event) {
            if (const auto* delta = std::get_if<engine::TextDelta>(&event)) {
                if (delta->channel == engine::Channel::Answer) text += delta->text;
            } else if (const auto* call = std::get_if<engine::ToolCall>(&event)) {
                calls += (calls.empty() ? "" : "\n") + call->name + " " + call->arguments;
            }
        },
        stop);
    if (!finished) {
        if (stop.stop_requested()) return std::nullopt;
        row.error = errorText(finished.error());
        return row;
    }
    if (finished.value().reason == engine::FinishReason::Cancelled) return std::nullopt;
    row.answer =
        QString::fromStdString(text.empty() || calls.empty() ? text + calls : text + "\n" + calls).trimmed();
    row.seconds = finished.value().stats.totalSeconds;
    row.tokens = finished.value().stats.newTokens;
    return row;
}

int answerAll(const engine::Generator& model, const engine::Request& request, const QList<BatchItem>& items,
              BatchTable& table, const Interrupt& interrupt) {
    int failed = 0;
    for (qsizetype i = 0; i < items.size(); ++i) {
        const auto row = answer(model, request, items[i], interrupt.token());
        if (!row) {
            say(Text::tr("Interrupted after %1 of %2 pictures: the same command goes on from there.")
                    .arg(i)
                    .arg(items.size()));
            return Interrupted;
        }
        if (const auto problem = table.add(items[i], *row)) return fail(*problem);
        failed += row->error.isEmpty() ? 0 : 1;
        say(row->error.isEmpty()
                ? Text::tr("%1 of %2: %3, %4 s")
                      .arg(i + 1)
                      .arg(items.size())
                      .arg(items[i].name)
                      .arg(secondsText(row->seconds))
                : Text::tr("%1 of %2: %3: %4").arg(i + 1).arg(items.size()).arg(items[i].name, row->error));
    }
    if (failed == 0) return Done;
    return fail(
        Text::tr("%n picture(s) could not be answered; the table says why. Run the same command again to "
                 "try them once more.",
                 nullptr, failed));
}

}  // namespace

int runBatch(const AskOptions& options, const Interrupt& interrupt) {
    engine::Request request;
    if (const auto problem = options.fill(request)) return fail(*problem);
    const auto source =
        batchSource(QString::fromStdString(options.batch), QString::fromStdString(options.question));
    if (source.problem) return fail(*source.problem);
    BatchTable table(QString::fromStdString(options.out));
    if (const auto problem = table.open()) return fail(*problem);

    QList<BatchItem> items;
    for (const BatchItem& item : source.items)
        if (!table.isAnswered(item)) items.append(item);
    if (const auto done = source.items.size() - items.size(); done > 0)
        say(Text::tr("%1 of %2 pictures are answered already.").arg(done).arg(source.items.size()));
    if (items.isEmpty()) return Done;

    const auto opened = options.open(interrupt);
    if (const int* code = std::get_if<int>(&opened)) return *code;
    return answerAll(*std::get<std::shared_ptr<const engine::Generator>>(opened), request, items, table,
                     interrupt);
}

}  // namespace app
