#pragma once

#include <functional>
#include <memory>
#include <stop_token>

#include <QString>

#include "app/background/background_queue.h"
#include "app/faults/picture_view.h"
#include "app/images/picture.h"
#include "engine/generator.h"

namespace app {

/// Asks the model in use what it sees in a picture, on a thread of its own. Nothing comes of a picture when
/// there is no model, when the model has no vision tower, or when it fails. Main thread.
class PictureLooker final {
 public:
    using Models = std::function<std::shared_ptr<const engine::Generator>()>;
    using Cap = std::function<int()>;
    using Then = std::function<void(const PictureView& view)>;

    /// `models` tells the model in use, or null, and `cap` the most tokens of a picture, 0: the model's own;
    /// both on the main thread. Under the cap of a question the model sees a picture once for both.
    explicit PictureLooker(Models models, Cap cap = {});
    /// Stops what runs and waits for it.
    ~PictureLooker();

    /// The name of the model whose views there would be now; empty: of none.
    QString model() const;

    /// `then` is called later, with a view, unless it was stopped.
    void look(const Picture& picture, std::stop_token stop, Then then);

 private:
    const Models m_models;
    const Cap m_cap;
    std::weak_ptr<const engine::Generator> m_blind;  ///< is known to have no tower
    std::stop_source m_end;
    BackgroundQueue m_queue;
};

}  // namespace app
