#include "app/server/http/gate.h"

#include <QtTest>

using namespace app::server;

namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

RequestHead headWith(const Fields& fields, const std::string& path = "/health") {
    RequestHead head;
    head.method = "GET";
    head.path = path;
    for (const auto& [name, value] : fields)
        head.fields.insert(name, value);
    return head;
}

/// 0 when the head is let through.
int refusalOf(const Gate& gate, const RequestHead& head) {
    try {
        gate.checkShape(head);
        gate.checkOrigin(head);
        return 0;
    } catch (const ApiProblem& problem) {
        return problem.error().status;
    }
}

int typeRefusal(const Fields& fields) {
    try {
        checkJsonType(headWith(fields));
        return 0;
    } catch (const ApiProblem& problem) {
        return problem.error().status;
    }
}

std::string valueOf(const Headers& headers, const std::string& name) {
    for (const auto& [each, value] : headers) {
        if (each == name) return value;
    }
    return "none";
}

}  // namespace

class GateTest final : public QObject {
    Q_OBJECT

 private slots:
    void answersToItsOwnNamesAlone_data() {
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("status");
        const auto row = [](const char* host, int status) { QTest::newRow(host) << host << status; };
        row("localhost", 0);
        row("LocalHost:8080", 0);
        row("127.0.0.1:1", 0);
        row("[::1]:8080", 0);
        row("[::1]", 0);
        row("desk.example:443", 0);
        row("192.168.1.7", 0);
        row("[fd00::7]:80", 0);
        row("", 403);
        row("::1", 403);
        row("localhost.", 403);
        row("localhost.evil.example", 403);
        row("evil.example", 403);
        row("localhost:80:80", 403);
        row("localhost:80a", 403);
        row("localhost:999999", 403);
        row("[::1", 403);
        row("[::1]evil.example", 403);
        row("localhost@evil.example", 403);
        row("127.1", 403);
        row("2130706433", 403);
        row("0.0.0.0", 403);
    }
    void answersToItsOwnNamesAlone() {
        QFETCH(QString, host);
        QFETCH(int, status);
        ServerOptions options;
        options.host = "192.168.1.7";
        options.allowedHosts = {"Desk.Example", "fd00::7"};
        QCOMPARE(refusalOf(Gate(options), headWith({{"Host", host.toStdString()}})), status);
    }

    void wantsExactlyOneHost() {
        const Gate gate{ServerOptions()};
        QCOMPARE(refusalOf(gate, headWith({})), 400);
        QCOMPARE(refusalOf(gate, headWith({{"Host", "localhost"}, {"Host", "localhost"}})), 400);
        QCOMPARE(refusalOf(gate, headWith({{"Host", "localhost"}, {"host", "evil.example"}})), 400);
    }

    void refusesTwoLengthsAndOtherEncodings_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("more");
        QTest::addColumn<int>("status");
        QTest::newRow("chunked") << "Transfer-Encoding"
                                 << "Chunked"
                                 << "" << 0;
        QTest::newRow("length") << "Content-Length"
                                << "4"
                                << "" << 0;
        QTest::newRow("chunked and length") << "Transfer-Encoding"
                                            << "chunked"
                                            << "Content-Length" << 400;
        QTest::newRow("length twice") << "Content-Length"
                                      << "4"
                                      << "Content-Length" << 400;
        QTest::newRow("encoding twice") << "Transfer-Encoding"
                                        << "chunked"
                                        << "Transfer-Encoding" << 400;
        QTest::newRow("two encodings") << "Transfer-Encoding"
                                       << "gzip, chunked"
                                       << "" << 501;
        QTest::newRow("identity") << "Transfer-Encoding"
                                  << "identity"
                                  << "" << 501;
        QTest::newRow("packed") << "Content-Encoding"
                                << "gzip"
                                << "" << 415;
    }
    void refusesTwoLengthsAndOtherEncodings() {
        QFETCH(QString, name);
        QFETCH(QString, value);
        QFETCH(QString, more);
        QFETCH(int, status);
        Fields fields{{"Host", "localhost"}, {name.toStdString(), value.toStdString()}};
        if (!more.isEmpty()) fields.emplace_back(more.toStdString(), "4");
        QCOMPARE(refusalOf(Gate{ServerOptions()}, headWith(fields)), status);
    }

    void theTargetIsAPlainPath() {
        const Gate gate{ServerOptions()};
        const Fields host{{"Host", "localhost"}};
        for (const std::string& path :
             {std::string(), std::string("health"), std::string("http://localhost/health"), std::string("*"),
              std::string("/a b"), std::string("/a\x7f"), std::string("/\xC3\xA9"), std::string("/a\n"),
              "/" + std::string(1024, 'a')})
            QCOMPARE(refusalOf(gate, headWith(host, path)), 400);
        QCOMPARE(refusalOf(gate, headWith(host, "/" + std::string(1023, 'a'))), 0);
    }

    void onlyOwnAndAllowedOriginsComeIn_data() {
        QTest::addColumn<QString>("origin");
        QTest::addColumn<int>("status");
        const auto row = [](const char* origin, int status) { QTest::newRow(origin) << origin << status; };
        row("http://localhost:8080", 0);
        row("https://localhost:8080", 0);
        row("https://help.example.com", 0);
        row("HTTPS://Help.Example.com", 0);
        row("null", 403);
        row("", 403);
        row("*", 403);
        row("http://localhost", 403);
        row("http://localhost:8081", 403);
        row("http://help.example.com", 403);
        row("https://help.example.com:8443", 403);
        row("https://help.example.com.evil.example", 403);
        row("https://evil.example/https://help.example.com", 403);
        row("file://", 403);
    }
    void onlyOwnAndAllowedOriginsComeIn() {
        QFETCH(QString, origin);
        QFETCH(int, status);
        ServerOptions options;
        options.allowedOrigins = {"https://help.example.com"};
        const Gate gate(options);
        const Fields fields{{"Host", "localhost:8080"}, {"Origin", origin.toStdString()}};
        QCOMPARE(refusalOf(gate, headWith(fields)), status);
        // What an answer may name is what came, byte for byte.
        if (status == 0) QCOMPARE(gate.checkOrigin(headWith(fields)), origin.toStdString());
        Fields twice = fields;
        twice.emplace_back("Origin", "https://help.example.com");
        QCOMPARE(refusalOf(gate, headWith(twice)), 403);
    }

    void noOriginIsNamedWithoutOne() {
        QCOMPARE(Gate{ServerOptions()}.checkOrigin(headWith({{"Host", "localhost"}})), std::string());
        QCOMPARE(valueOf(safeHeaders(""), "Access-Control-Allow-Origin"), std::string("none"));
        QCOMPARE(valueOf(safeHeaders(""), "Cross-Origin-Resource-Policy"), std::string("same-origin"));
        QCOMPARE(valueOf(safeHeaders("https://a.example"), "Access-Control-Allow-Origin"),
                 std::string("https://a.example"));
        for (const std::string& origin : {std::string(), std::string("https://a.example")}) {
            QCOMPARE(valueOf(safeHeaders(origin), "X-Content-Type-Options"), std::string("nosniff"));
            QCOMPARE(valueOf(safeHeaders(origin), "Access-Control-Allow-Credentials"), std::string("none"));
            // A shared cache must not give one origin's answer to another.
            QCOMPARE(valueOf(safeHeaders(origin), "Vary"), std::string("Origin"));
        }
    }

    void onlyAListedProxyIsBelieved_data() {
        QTest::addColumn<QString>("peer");
        QTest::addColumn<QString>("forwarded");
        QTest::addColumn<QString>("address");
        const auto row = [](const char* peer, const char* forwarded, const char* address) {
            QTest::addRow("%s says %s", peer, forwarded) << peer << forwarded << address;
        };
        row("10.0.0.9", "1.2.3.4", "10.0.0.9");
        row("10.0.0.1", "1.2.3.4", "1.2.3.4");
        row("10.0.0.1", "6.6.6.6, 1.2.3.4", "1.2.3.4");
        row("10.0.0.1", "6.6.6.6,1.2.3.4 , 10.0.0.2", "1.2.3.4");
        row("10.0.0.1", "10.0.0.2", "10.0.0.2");
        row("10.0.0.1", "1.2.3.4, nonsense", "10.0.0.1");
        row("10.0.0.1", "nonsense, 10.0.0.2", "10.0.0.2");
        row("10.0.0.1", "", "10.0.0.1");
        row("10.0.0.1", "2001:DB8::0001", "2001:db8::1");
        row("10.0.0.1", "1.2.3.4:5678", "10.0.0.1");
    }
    void onlyAListedProxyIsBelieved() {
        QFETCH(QString, peer);
        QFETCH(QString, forwarded);
        QFETCH(QString, address);
        ServerOptions options;
        options.trustedProxies = {"10.0.0.1", "10.0.0.2"};
        const auto head = headWith({{"Host", "localhost"}, {"X-Forwarded-For", forwarded.toStdString()}});
        QCOMPARE(QString::fromStdString(Gate(options).addressOf(head, peer.toStdString())), address);
        QCOMPARE(Gate(options).addressOf(headWith({{"Host", "localhost"}}), peer.toStdString()),
                 peer.toStdString());
    }

    void theLastForwardedHeaderCounts() {
        ServerOptions options;
        options.trustedProxies = {"10.0.0.1"};
        const auto head = headWith({{"X-Forwarded-For", "6.6.6.6"}, {"X-Forwarded-For", "1.2.3.4"}});
        QCOMPARE(Gate(options).addressOf(head, "10.0.0.1"), std::string("1.2.3.4"));
    }

    void onlyJsonInUtf8IsRead() {
        for (const char* type : {"application/json", "Application/JSON", "application/json; charset=utf-8",
                                 "application/json ;charset=\"UTF-8\"", "application/json;"})
            QCOMPARE(typeRefusal({{"Content-Type", type}}), 0);
        for (const char* type :
             {"", "text/plain", "text/json", "application/jsonp", "application/json, text/plain",
              "application/json; charset=latin1", "application/json; boundary=a",
              "application/x-www-form-urlencoded", "multipart/form-data"})
            QCOMPARE(typeRefusal({{"Content-Type", type}}), 415);
        QCOMPARE(typeRefusal({}), 415);
        QCOMPARE(typeRefusal({{"Content-Type", "application/json"}, {"Content-Type", "text/plain"}}), 415);
    }

    void whatIsLoopback() {
        for (const char* host : {"localhost", "127.0.0.1", "127.9.9.9", "::1"})
            QVERIFY(isLoopback(host));
        for (const char* host : {"0.0.0.0", "::", "192.168.1.1", "example.com", "", "127.0.0.1.nip.io"})
            QVERIFY(!isLoopback(host));
    }
};

QTEST_GUILESS_MAIN(GateTest)
#include "gate_test.moc"
