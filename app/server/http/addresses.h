#pragma once

#include <string>

#include "app/server/http/beast.h"

namespace app::server {

/// An address as settings, rates and logs know it: a socket that takes both kinds shows IPv4 as
/// ::ffff:127.0.0.1.
inline std::string textOf(const asio::ip::address& address) {
    const bool isMapped = address.is_v6() && address.to_v6().is_v4_mapped();
    return isMapped ? asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string()
                    : address.to_string();
}

}  // namespace app::server
