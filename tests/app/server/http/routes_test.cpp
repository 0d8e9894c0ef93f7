#include "app/server/http/routes.h"

#include <QtTest>

#include "app/server/api/api_error.h"

using namespace app::server;

namespace {

Routes table() {
    Routes routes;
    for (const char* path : {"/", "/v1/models", "/v1/models/*"})
        routes.add({"GET", path, Access::Open, {}, 0, {}});
    routes.add({"POST", "/v1/models", Access::Caller, "models", 10, {}});
    return routes;
}

/// The path of the route that is found, or the status that is thrown.
std::string found(const std::string& method, const std::string& path) {
    try {
        return table().find(method, path).path;
    } catch (const ApiProblem& problem) {
        return std::to_string(problem.error().status);
    }
}

}  // namespace

class RoutesTest final : public QObject {
    Q_OBJECT

 private slots:
    void findsWhatIsInTheTable() {
        QCOMPARE(found("GET", "/"), std::string("/"));
        QCOMPARE(found("GET", "/v1/models"), std::string("/v1/models"));
        const Routes routes = table();
        QCOMPARE(routes.find("POST", "/v1/models").bodyBytes, std::size_t{10});
        QCOMPARE(routes.find("GET", "/v1/models").bodyBytes, std::size_t{0});
    }

    void aStarTakesExactlyOneSegment() {
        QCOMPARE(found("GET", "/v1/models/demo"), std::string("/v1/models/*"));
        QCOMPARE(found("GET", "/v1/models/*"), std::string("/v1/models/*"));
        for (const char* path :
             {"/v1/models/", "/v1/models/a/b", "/v1/models//", "/v1/modelsx", "/v1/models/a/"})
            QCOMPARE(found("GET", path), std::string("404"));
    }

    void everythingElseIsClosed() {
        for (const char* path :
             {"", "//", "/v1", "/V1/models", "/v1/models?", "/v1/./models", "/v1/%6Dodels"})
            QCOMPARE(found("GET", path), std::string("404"));
    }

    void anotherMethodIsToldApart() {
        for (const char* method : {"DELETE", "PUT", "get", "PATCH", ""})
            QCOMPARE(found(method, "/v1/models"), std::string("405"));
        QCOMPARE(found("POST", "/"), std::string("405"));
        QCOMPARE(found("POST", "/nothing"), std::string("404"));
        QVERIFY(table().hasPath("/v1/models/x"));
        QVERIFY(!table().hasPath("/v1/models/x/y"));
    }

    void aRouteWantsACallerUnlessItSaysOtherwise() {
        QVERIFY(Route().access == Access::Caller);
        QVERIFY(!app::Caller().may(Route().scope));  // nobody yet: closed
    }
};

QTEST_GUILESS_MAIN(RoutesTest)
#include "routes_test.moc"
