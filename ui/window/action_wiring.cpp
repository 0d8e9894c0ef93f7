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
#include "ui/sidebar/sidebar.h"
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
    {ActionId::OpenModel, [](Parts parts) { parts.dialogs->chooseModelFolder(); }},
    {ActionId::DemoModel, [](Parts parts) { parts.services.models().load(app::bundled::demoModelFolder()); }},
    {ActionId::Stop, [](Parts parts) { parts.services.chat().stop(); }},
    {ActionId::Regenerate, [](Parts parts) { parts.services.chat().regenerate(); }},
    {ActionId::Continue, [](Parts parts) { parts.services.chat().continueAnswer(); }},
    {ActionId::CopyAnswer, [](Parts parts) { parts.chat->copyLastAnswer(); }},
    {ActionId::About, [](Parts parts) { parts.dialogs->showAbout(); }},
    {ActionId::Quit, [](Parts parts) { parts.window->close(); }},
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
