#pragma once

class QWidget;

namespace app {
class Services;
}

namespace ui {

class Actions;
class Banner;
class ChatView;
class Composer;
class ConversationDesk;
class ModelStrip;
class Sidebar;
class SidebarPlace;
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
};

}  // namespace ui
