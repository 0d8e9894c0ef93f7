#include "ui/capture/foreign_windows.h"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <optional>
#include <vector>
#include <xcb/xcb.h>

#include <QGuiApplication>
#include <QMargins>

namespace ui {

namespace {

struct Free {
    void operator()(void* reply) const { std::free(reply); }
};
template <class T>
using Reply = std::unique_ptr<T, Free>;

class Server {
 public:
    explicit Server(xcb_connection_t* connection) : m_connection(connection) {}

    xcb_window_t root() const { return xcb_setup_roots_iterator(xcb_get_setup(m_connection)).data->root; }

    /// A list of 32-bit numbers; empty where the window has no such property.
    std::vector<std::uint32_t> numbers(xcb_window_t window, const char* name) const {
        constexpr std::uint32_t most = 4096;
        const Reply<xcb_get_property_reply_t> reply(xcb_get_property_reply(
            m_connection,
            xcb_get_property(m_connection, 0, window, atom(name), XCB_GET_PROPERTY_TYPE_ANY, 0, most),
            nullptr));
        if (!reply || reply->format != 32) return {};
        const auto* first = static_cast<const std::uint32_t*>(xcb_get_property_value(reply.get()));
        return {first, first + xcb_get_property_value_length(reply.get()) / 4};
    }

    xcb_atom_t atom(const char* name) const {
        const Reply<xcb_intern_atom_reply_t> reply(xcb_intern_atom_reply(
            m_connection, xcb_intern_atom(m_connection, 1, static_cast<std::uint16_t>(qstrlen(name)), name),
            nullptr));
        return reply ? reply->atom : static_cast<xcb_atom_t>(XCB_ATOM_NONE);
    }

    std::optional<QRect> place(xcb_window_t window) const {
        const Reply<xcb_get_geometry_reply_t> size(
            xcb_get_geometry_reply(m_connection, xcb_get_geometry(m_connection, window), nullptr));
        const Reply<xcb_translate_coordinates_reply_t> corner(xcb_translate_coordinates_reply(
            m_connection, xcb_translate_coordinates(m_connection, window, root(), 0, 0), nullptr));
        if (!size || !corner) return std::nullopt;
        return QRect(corner->dst_x, corner->dst_y, size->width, size->height);
    }

    bool isHidden(xcb_window_t window) const {
        const auto states = numbers(window, "_NET_WM_STATE");
        return std::find(states.begin(), states.end(), atom("_NET_WM_STATE_HIDDEN")) != states.end();
    }

    /// Left, right, top, bottom, as both properties count.
    QMargins margins(xcb_window_t window, const char* name) const {
        const auto sides = numbers(window, name);
        if (sides.size() != 4) return {};
        const auto side = [&](std::size_t i) { return static_cast<int>(std::min(sides[i], 500u)); };
        return {side(0), side(2), side(1), side(3)};
    }

 private:
    xcb_connection_t* m_connection;
};

}  // namespace

QList<QRect> foreignWindows() {
    const auto* x11 = qGuiApp->nativeInterface<QNativeInterface::QX11Application>();
    if (x11 == nullptr || x11->connection() == nullptr) return {};
    const Server server(x11->connection());
    QList<QRect> places;
    for (const xcb_window_t window : server.numbers(server.root(), "_NET_CLIENT_LIST_STACKING")) {
        const auto place = server.place(window);
        if (!place || server.isHidden(window)) continue;
        // A frame lies around the window; a shadow that the program draws itself lies inside.
        places.prepend(place->marginsAdded(server.margins(window, "_NET_FRAME_EXTENTS"))
                           .marginsRemoved(server.margins(window, "_GTK_FRAME_EXTENTS")));
    }
    return places;
}

}  // namespace ui
