#include "app/chat/model_loader.h"

namespace app {

ModelLoader fixedLoader(std::shared_ptr<const engine::Generator> generator) {
    return [generator = std::move(generator)](
               const QString&, const std::function<void(double)>&,
               std::stop_token) -> engine::Result<std::shared_ptr<const engine::Generator>> {
        return generator;
    };
}

}  // namespace app
