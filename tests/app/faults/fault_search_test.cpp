#include "app/faults/fault_search.h"

#include <cmath>

#include <QtTest>

using app::FaultStore;
using app::PictureView;
using app::searchFaults;

namespace {

/// At this angle (degrees) to others of its kind, so that likeness is the cosine.
PictureView viewAt(double angle) {
    const double radians = angle * M_PI / 180;
    return PictureView::of("m", std::vector<float>{float(std::cos(radians)), float(std::sin(radians))});
}

/// Shares this part of its 512 bits with the print that has none set.
app::PicturePrint printWith(int bits) {
    app::PicturePrint print;
    for (int i = 0; i < bits; ++i)
        print.across[std::size_t(i / 64)] |= std::uint64_t{1} << (i % 64);
    return print;
}

struct Entry {
    FaultStore::Key key;
    PictureView view;
};

Entry entry(std::int64_t id, int bits, double angle, const QStringList& codes = {}) {
    return {{id, {}, codes, printWith(bits)}, viewAt(angle)};
}

std::vector<std::int64_t> idsOf(const std::vector<Entry>& entries, const PictureView& view,
                                const QStringList& codes = {}) {
    std::vector<FaultStore::Key> keys;
    FaultStore::Views views;
    for (const Entry& one : entries) {
        keys.push_back(one.key);
        views.emplace(one.key.id, one.view);
    }
    std::vector<std::int64_t> ids;
    for (const auto& found : searchFaults(keys, views, {}, view, codes, QDateTime::currentDateTimeUtc()))
        ids.push_back(found.id);
    return ids;
}

using Ids = std::vector<std::int64_t>;
constexpr int far = 200;  ///< bits: another look

}  // namespace

class FaultSearchTest final : public QObject {
    Q_OBJECT

 private slots:
    void whatTheModelSeesAddsWhatTheLookMisses() {
        const std::vector<Entry> keys{entry(1, far, 2), entry(2, far, 40)};
        QCOMPARE(idsOf(keys, {}), Ids());
        QCOMPARE(idsOf(keys, viewAt(0)), Ids{1});
    }

    void whatBothFindGoesFirstAndWhatTheViewContradictsLast() {
        const std::vector<Entry> keys{entry(1, 0, 80), entry(2, far, 3), entry(3, 10, 20), entry(4, 20, 5)};
        // 4: both; 3: the look alone; 2: the view alone; 1: the look, against the view.
        QCOMPARE(idsOf(keys, viewAt(0)), (Ids{4, 3, 2}));
        QCOMPARE(idsOf({keys[0], keys[1]}, viewAt(0)), (Ids{2, 1}));
        // Without a view the look alone decides.
        QCOMPARE(idsOf(keys, {}), (Ids{1, 3, 4}));
    }

    void aCodeThatIsNamedGoesBeforeBoth() {
        const std::vector<Entry> keys{entry(1, 0, 0), entry(2, far, 3, {"E203"})};
        QCOMPARE(idsOf(keys, viewAt(0), {"E203"}), (Ids{2, 1}));
    }

    void theNearerViewGoesFirst() {
        const std::vector<Entry> keys{entry(1, far, 9), entry(2, far, 1), entry(3, far, 5)};
        QCOMPARE(idsOf(keys, viewAt(0)), (Ids{2, 3, 1}));
    }

    void aModelThatSeesTheSameInEverythingAddsNothing() {
        std::vector<Entry> keys{entry(1, 0, 0)};
        for (int i = 2; i < 40; ++i)
            keys.push_back(entry(i, far, i % 5));
        QCOMPARE(idsOf(keys, viewAt(0)), Ids{1});
    }

    void expiredOnesAreNone() {
        std::vector<Entry> keys{entry(1, 0, 0), entry(2, far, 0)};
        for (auto& one : keys)
            one.key.expires = QDateTime::currentDateTimeUtc().addSecs(-1);
        QCOMPARE(idsOf(keys, viewAt(0)), Ids());
    }
};

QTEST_GUILESS_MAIN(FaultSearchTest)
#include "fault_search_test.moc"
