#include "ui/window/sidebar_place.h"

#include <QSplitter>

#include "app/settings/settings.h"
#include "ui/sidebar/sidebar.h"

namespace ui {

namespace {

constexpr int kNeeds = 720;  ///< of the window's width

}  // namespace

SidebarPlace::SidebarPlace(QSplitter& splitter, Sidebar& sidebar, app::Settings& settings, QObject* parent)
    : QObject(parent), m_sidebar(sidebar), m_settings(settings), m_isWanted(settings.isSidebarShown()) {
    splitter.setSizes({settings.sidebarWidth(), 900});
}

void SidebarPlace::show(bool shown) {
    m_isWanted = shown;
    m_sidebar.setVisible(shown);
    if (!shown) emit hidden();
}

void SidebarPlace::toggle() {
    show(m_sidebar.isHidden());
}

void SidebarPlace::fit(int width) {
    m_sidebar.setVisible(m_isWanted && width >= kNeeds);
}

void SidebarPlace::keep() {
    m_settings.setSidebar(m_isWanted, m_sidebar.isVisible() ? m_sidebar.width() : m_settings.sidebarWidth());
}

}  // namespace ui
