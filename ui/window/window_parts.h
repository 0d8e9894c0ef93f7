#pragma once

class QWidget;

namespace app {
class PortSwitch;
class Services;
}  // namespace app

namespace ui {

class Actions;
class Banner;
class ChatView;
class Composer;
class ConversationDesk;
class ModelDesk;
class ModelStrip;
class FaultDesk;
class PictureDesk;
class QueueDesk;
class Sidebar;
class SidebarPlace;
class SnippetTyping;
class Tray;
class WindowDialogs;
class WindowDrops;
class WindowHeader;

/// What stands in the window, for the rooms that connect it with a service or with one another: a new
/// feature takes this, does its connecting in its own room, and is one line in the window. All of it lives
/// as long as the window.
struct WindowParts {
    app::Services& services;
    QWidget* window;
    Actions* actions;
    WindowHeader* header;
    WindowDrops* drops;
    Banner* banner;
    ChatView* chat;
    Composer* composer;
    ModelStrip* strip;
    Sidebar* sidebar;
    SidebarPlace* sidebarPlace = nullptr;
    WindowDialogs* dialogs = nullptr;
    ConversationDesk* desk = nullptr;
    SnippetTyping* snippets = nullptr;
    Tray* tray = nullptr;
    PictureDesk* pictures = nullptr;
    FaultDesk* faults = nullptr;
    QueueDesk* queue = nullptr;
    ModelDesk* models = nullptr;
    app::PortSwitch* port = nullptr;  ///< none in a window without one
};

}  // namespace ui
