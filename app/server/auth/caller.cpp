#include "app/server/auth/caller.h"

namespace app {

bool isScope(std::string_view name) {
    return std::find(std::begin(scope::all), std::end(scope::all), name) != std::end(scope::all);
}

}  // namespace app
