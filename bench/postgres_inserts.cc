// Inserts rows like those of a timeline's events by libpq alone: a prepared statement of 1 000 rows for each of the
// three tables, one transaction. It waits for a line before each, and answers with one. A program of its own: libpq
// brings another library of cryptography than ours.
#include <postgresql/libpq-fe.h>

#include <cstdint>
#include <cstdio>
#include <random>
#include <string>
#include <vector>

namespace {

constexpr int kRows = 1000;

// Statement is a prepared insert of kRows rows, whose values are texts.
class Statement {
 public:
  Statement(PGconn* connection, const char* name, const std::string& table, int columns)
      : connection_(connection), name_(name) {
    std::string sql = "INSERT INTO timeline." + table + " VALUES";
    for (int row = 0; row < kRows; ++row) {
      sql += row == 0 ? "(" : ",(";
      for (int column = 0; column < columns; ++column) {
        sql += (column == 0 ? "$" : ",$") + std::to_string(row * columns + column + 1);
      }
      sql += ")";
    }
    sql += " ON CONFLICT DO NOTHING";
    PQclear(PQprepare(connection, name, sql.c_str(), 0, nullptr));
  }

  bool Run(const std::vector<std::string>& values) const {
    std::vector<const char*> texts;
    for (const std::string& value : values) texts.push_back(value.c_str());
    PGresult* const result = PQexecPrepared(connection_, name_, static_cast<int>(texts.size()), texts.data(), nullptr,
                                            nullptr, /*resultFormat=*/1);
    const bool ok = PQresultStatus(result) == PGRES_COMMAND_OK;
    if (!ok) std::fputs(PQerrorMessage(connection_), stderr);
    PQclear(result);
    return ok;
  }

 private:
  PGconn* const connection_;
  const char* const name_;
};

struct Rows {
  std::vector<std::string> leaves;
  std::vector<std::string> events;
  std::vector<std::string> details;
};

std::string Hex(std::mt19937_64& random, std::size_t size) {
  std::string hex;
  while (hex.size() < size) hex += "0123456789abcdef"[random() % 16];
  return hex;
}

Rows RowsFrom(std::uint64_t first) {
  Rows rows;
  std::mt19937_64 random(first);
  for (std::uint64_t n = first; n < first + kRows; ++n) {
    const std::string index = std::to_string(n);
    const std::string received = "2026-11-30 10:00:00+00";
    char occurred[40];
    std::snprintf(occurred, sizeof occurred, "2026-06-01 %02d:%02d:%02d+00", static_cast<int>(n / 3600 % 24),
                  static_cast<int>(n / 60 % 60), static_cast<int>(n % 60));
    rows.leaves.insert(rows.leaves.end(), {"acme", index, "event-" + index, received, "\\x" + Hex(random, 64)});
    rows.events.insert(rows.events.end(), {"acme", index, received, occurred, "consensus.changed", "vexlens", "2",
                                           "pkg:npm/package-" + std::to_string(n % 1000) + "@1.0", "ann@example.org",
                                           "correlation-" + std::to_string(n / 20), "4bf92f3577b34da6a3ce929d0e0e4736",
                                           "00f067aa0ba902b7", "\\x" + Hex(random, 64)});
    rows.details.insert(rows.details.end(),
                        {"acme", index, received, R"({"after":"fixed","before":"affected"})",
                         R"([{"attestationSubject":"pkg:npm/package@1.0","bundleId":"bundle-1"}])",
                         R"({"confidence":0.75,"reasons":["one","two"],"text":")" + Hex(random, 400) + "\"}"});
  }
  return rows;
}

}  // namespace

int main(int, char** argv) {
  PGconn* const connection = PQconnectdb(argv[1]);
  const auto run = [&](const char* sql) { PQclear(PQexec(connection, sql)); };
  run("SELECT timeline.add_month('2026-11-30')");
  run("SET app.current_tenant = 'acme'");
  run("SET plan_cache_mode = force_generic_plan");
  const Statement leaves(connection, "leaves", "timeline_event_digests", 5);
  const Statement events(connection, "events", "timeline_events", 13);
  const Statement details(connection, "details", "timeline_event_details", 6);
  std::uint64_t first = 0;
  Rows rows = RowsFrom(first);
  while (std::getchar() != EOF) {
    run("BEGIN");
    const bool ok = leaves.Run(rows.leaves) && events.Run(rows.events) && details.Run(rows.details);
    run("COMMIT");
    std::fputs(ok ? "\n" : "failed\n", stdout);
    std::fflush(stdout);
    rows = RowsFrom(first += kRows);
  }
  PQfinish(connection);
}
