#include "app/settings/checked_value.h"

namespace app {

std::optional<double> numberIn(const QVariant& value, double least, double most) {
    bool isNumber = false;
    const double number = value.toDouble(&isNumber);
    if (!value.isValid() || !isNumber || !(number >= least && number <= most)) return {};
    return number;
}

std::optional<int> wholeIn(const QVariant& value, int least, int most) {
    bool isNumber = false;
    const int number = value.toInt(&isNumber);
    if (!value.isValid() || !isNumber || number < least || number > most) return {};
    return number;
}

bool isWebAddress(const QUrl& url) {
    return url.isValid() && (url.scheme() == u"https" || url.scheme() == u"http") && !url.host().isEmpty() &&
           !url.hasQuery() && !url.hasFragment() && url.userInfo().isEmpty();
}

}  // namespace app
