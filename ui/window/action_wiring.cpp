#include "ui/window/action_wiring.h"

#include <iterator>

#include <QAction>

#include "app/chat/chat_service.h"
#include "app/models/bundled.h"
#include "app/models/model_service.h"
#include "app/services.h"
#include "ui/actions.h"
#include "ui/chat/chat_view.h"
#include "ui/chat/composer.h"
#include "ui/conversation_desk.h"
#include "ui/faults/fault_desk.h"
#include "ui/models/model_desk.h"
#include "ui/palette/window_commands.h"
#include "ui/picture_desk.h"
#include "ui/port/port_sign.h"
#include "ui/queue/queue_desk.h"
#include "ui/sidebar/sidebar.h"
#include "ui/tray/tray.h"
#include "ui/window/sidebar_place.h"
#include "ui/window/window_dialogs.h"

namespace ui {

namespace {

using Parts = const WindowParts&;

struct Row {
    ActionId id;
    void (*run)(Parts);
};

constexpr Row kTable[] = {
    {ActionId::New,
     [](Parts parts) {
         parts.services.chat().startConversation();
         parts.composer->setFocus();
     }},
    {ActionId::Search,
     [](Parts parts) {
         parts.sidebarPlace->show(true);
         parts.sidebar->focusSearch();
     }},
    {ActionId::Sidebar, [](Parts parts) { parts.sidebarPlace->toggle(); }},
    {ActionId::Export, [](Parts parts) { parts.desk->exportOpen(); }},
    {ActionId::Attach, [](Parts parts) { parts.dialogs->choosePictures(); }},
    {ActionId::CaptureRegion, [](Parts parts) { parts.pictures->capture(CaptureKind::Region); }},
    {ActionId::CaptureWindow, [](Parts parts) { parts.pictures->capture(CaptureKind::Window); }},
    {ActionId::CaptureScreen, [](Parts parts) { parts.pictures->capture(CaptureKind::Screen); }},
    {ActionId::Queue, [](Parts parts) { parts.queue->showTable(); }},
    {ActionId::KnownFaults, [](Parts parts) { parts.faults->showAll(); }},
    {ActionId::Models, [](Parts parts) { parts.models->showModels(); }},
    {ActionId::OpenModel, [](Parts parts) { parts.dialogs->chooseModelFolder(); }},
    {ActionId::DemoModel, [](Parts parts) { parts.services.models().load(app::bundled::demoModelFolder()); }},
    {ActionId::Stop, [](Parts parts) { parts.services.chat().stop(); }},
    {ActionId::Regenerate, [](Parts parts) { parts.services.chat().regenerate(); }},
    {ActionId::Continue, [](Parts parts) { parts.services.chat().continueAnswer(); }},
    {ActionId::CopyAnswer, [](Parts parts) { parts.chat->copyLastAnswer(); }},
    {ActionId::WriteReply, [](Parts parts) { parts.desk->writeReplyToLast(); }},
    {ActionId::Snippets, [](Parts parts) { parts.dialogs->showSnippets(); }},
    {ActionId::Palette, [](Parts parts) { openPalette(parts); }},
    {ActionId::Settings, [](Parts parts) { parts.dialogs->showSettings(); }},
    {ActionId::Guide, [](Parts parts) { parts.dialogs->showGuide(); }},
    {ActionId::Log, [](Parts parts) { parts.dialogs->showLog(); }},
    {ActionId::Port, [](Parts parts) { showPort(parts); }},
    {ActionId::About, [](Parts parts) { parts.dialogs->showAbout(); }},
    {ActionId::Quit, [](Parts parts) { parts.tray->quit(); }},
};
static_assert(std::size(kTable) == static_cast<std::size_t>(ActionId::Count), "an action does nothing");

}  // namespace

void wireActions(const WindowParts& parts) {
    for (const Row& row : kTable) {
        QObject::connect(parts.actions->get(row.id), &QAction::triggered, parts.window,
                         [run = row.run, parts] { run(parts); });
    }
}

}  // namespace ui
