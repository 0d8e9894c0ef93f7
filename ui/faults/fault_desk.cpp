#include "ui/faults/fault_desk.h"

#include <QClipboard>
#include <QCursor>
#include <QGuiApplication>
#include <QToolTip>
#include <QVBoxLayout>

#include "app/chat/chat_service.h"
#include "app/faults/known_faults.h"
#include "app/services.h"
#include "app/settings/settings.h"
#include "ui/chat/chat_view.h"
#include "ui/chat/composer.h"
#include "ui/common/banner.h"
#include "ui/faults/fault_bar.h"
#include "ui/faults/fault_dialog.h"

namespace ui {

namespace {

constexpr int kPause = 120;

}  // namespace

FaultDesk::FaultDesk(const WindowParts& parts) : QObject(parts.window), m_parts(parts), m_bar(new FaultBar) {
    Composer& composer = *parts.composer;
    auto* column = static_cast<QVBoxLayout*>(composer.parentWidget()->layout());
    column->insertWidget(column->indexOf(&composer), m_bar);
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPause);
    connect(&m_pause, &QTimer::timeout, this, &FaultDesk::look);
    connect(&composer, &Composer::edited, &m_pause, qOverload<>(&QTimer::start));
    app::KnownFaults& faults = parts.services.knownFaults();
    connect(&faults, &app::KnownFaults::changed, &m_pause, qOverload<>(&QTimer::start));
    connect(&faults, &app::KnownFaults::seen, this, &FaultDesk::look);
    connect(&faults, &app::KnownFaults::failed, this,
            [this](const QString& sentence) { m_parts.banner->showSentence(BannerKind::Problem, sentence); });
    connect(parts.chat, &ChatView::approveRequested, this, &FaultDesk::approve);
    connect(m_bar, &FaultBar::copyRequested, this, [this](const QString& text) {
        QGuiApplication::clipboard()->setText(text);
        QToolTip::showText(QCursor::pos(), tr("Copied"), m_parts.window);
    });
    connect(m_bar, &FaultBar::editRequested, this, &FaultDesk::showAll);
    connect(m_bar, &FaultBar::dismissed, this, [this] {
        const QList<app::Picture> pictures = m_parts.composer->pictures();
        if (!pictures.isEmpty()) m_dismissed = pictures.last().hash;
        m_parts.services.knownFaults().leave();
        m_parts.composer->setFocus();
    });
}

/// The latest picture counts.
void FaultDesk::look() {
    const QList<app::Picture> pictures = m_parts.composer->pictures();
    if (pictures.isEmpty() || pictures.last().hash == m_dismissed) {
        if (pictures.isEmpty()) m_dismissed.clear();
        m_bar->showMatches({});
        // A picture that was sent is seen once, for the answer too.
        if (!m_parts.services.chat().isBusy()) m_parts.services.knownFaults().leave();
        return;
    }
    m_bar->showMatches(m_parts.services.knownFaults().find(pictures.last(), m_parts.composer->question()));
}

void FaultDesk::approve(int turn) {
    const QList<app::Turn>& turns = m_parts.services.chat().conversation().turns;
    if (turn < 0 || turn >= turns.size()) return;
    app::Turn approved = turns[turn];
    // The answer to a later question is about the picture that was shown before.
    for (int i = turn; i >= 0 && approved.pictures.isEmpty(); --i)
        approved.pictures = turns[i].pictures;
    if (!app::KnownFaults::canApprove(approved)) {
        m_parts.banner->showSentence(BannerKind::Notice,
                                     tr("Only an answer about a picture becomes a known fault."));
        return;
    }
    if (!m_parts.services.knownFaults().approve(approved)) return;
    m_parts.banner->showSentence(
        BannerKind::Notice,
        tr("Approved. A screenshot that looks the same will find this answer, for %n day(s).", nullptr,
           app::KnownFaults::defaultDays),
        tr("Show"), [this] { showAll(); });
}

void FaultDesk::showAll(std::int64_t first) {
    auto* dialog = new FaultDialog(m_parts.services.knownFaults(), first,
                                   m_parts.services.settings().exportPlace(), m_parts.window);
    connect(dialog, &FaultDialog::said, this,
            [this](const QString& sentence) { m_parts.banner->showSentence(BannerKind::Notice, sentence); });
    dialog->open();
}

}  // namespace ui
