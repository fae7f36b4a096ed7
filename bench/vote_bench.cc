// The weighted vote beside what a data engineer would write instead: one SQL query over the same statements.
//
// The query is given what it could not do by itself in reasonable time: products in canonical form, keys that match
// literally, and each statement's weight up to its scope. It knows no ranges, no levels, no operators and no conflicts.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "bench/measure.h"
#include "bench/world.h"
#include "benchmark/benchmark.h"
#include "sqlite3.h"
#include "vexlens/consensus.h"

namespace vexlens::bench {
namespace {

constexpr const char* kTable =
    "CREATE TABLE said(advisory TEXT, product TEXT, component TEXT, issuer TEXT, status INTEGER, updated INTEGER,"
    " weight REAL)";

// One voice an issuer and key, the newest; the sums of each status; the largest wins, the more cautious of equals.
constexpr const char* kVote =
    "WITH voice AS ("
    "  SELECT advisory, product, component, status, weight, row_number() OVER ("
    "    PARTITION BY advisory, product, component, issuer ORDER BY updated DESC, status) AS place FROM said),"
    " tally AS ("
    "  SELECT advisory, product, component, status, sum(weight) AS weight FROM voice WHERE place = 1"
    "  GROUP BY advisory, product, component, status),"
    " ranked AS ("
    "  SELECT *, row_number() OVER ("
    "    PARTITION BY advisory, product, component ORDER BY weight DESC, status) AS place FROM tally)"
    " SELECT advisory, product, component, status FROM ranked WHERE place = 1";

// Table is the statements in SQLite, in memory.
class Table {
 public:
  explicit Table(const World& world) {
    sqlite3_open(":memory:", &connection_);
    sqlite3_exec(connection_, kTable, nullptr, nullptr, nullptr);
    sqlite3_exec(connection_, "BEGIN", nullptr, nullptr, nullptr);
    const Consensus consensus = world.Build();
    sqlite3_stmt* insert = nullptr;
    sqlite3_prepare_v2(connection_, "INSERT INTO said VALUES(?, ?, ?, ?, ?, ?, ?)", -1, &insert, nullptr);
    for (std::size_t i = 0; i < consensus.size(); ++i) {
      for (const RationaleEntry& entry : consensus.Explain(i).rationale) {
        if (entry.level != 2 || entry.weight == 0) continue;  // a literal key, and not refused
        const Statement& statement = world.evidence.statements()[entry.statement];
        const KeyTexts key = consensus.KeyOf(i);
        int column = 0;
        for (const std::string_view text : {key.vulnerability, key.product, key.component, entry.issuer}) {
          sqlite3_bind_text(insert, ++column, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
        }
        sqlite3_bind_int(insert, 5, static_cast<int>(entry.status));
        sqlite3_bind_int64(insert, 6, statement.updated_at.micros);
        sqlite3_bind_double(insert, 7, static_cast<double>(entry.weight) / 1e6);
        sqlite3_step(insert);
        sqlite3_reset(insert);
        ++rows_;
      }
    }
    sqlite3_finalize(insert);
    sqlite3_exec(connection_, "COMMIT", nullptr, nullptr, nullptr);
  }
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;
  ~Table() { sqlite3_close(connection_); }

  std::int64_t rows() const { return rows_; }

  // Vote runs the query and gives every row to `visit(key, status)`.
  template <typename Visit>
  void Vote(Visit visit) const {
    sqlite3_stmt* vote = nullptr;
    sqlite3_prepare_v2(connection_, kVote, -1, &vote, nullptr);
    const auto text = [&](int column) {
      return std::string_view(reinterpret_cast<const char*>(sqlite3_column_text(vote, column)),
                              static_cast<std::size_t>(sqlite3_column_bytes(vote, column)));
    };
    while (sqlite3_step(vote) == SQLITE_ROW) {
      visit(text(0), text(1), text(2), static_cast<VexStatus>(sqlite3_column_int(vote, 3)));
    }
    sqlite3_finalize(vote);
  }

 private:
  sqlite3* connection_ = nullptr;
  std::int64_t rows_ = 0;
};

// WeightedVote measures both, in turn, from statements in memory to an outcome for every key.
void WeightedVote(benchmark::State& state) {
  static const World world = Generated();
  static const Table table(world);
  Samples ours;
  Samples sql;
  std::size_t keys = 0;
  for (auto _ : state) {
    const double seconds = SecondsOf([&] {
      const Consensus consensus = world.Build();
      keys = consensus.size();
      for (std::size_t i = 0; i < keys; ++i) benchmark::DoNotOptimize(consensus.Decide(i));
    });
    state.SetIterationTime(seconds);
    ours.Add(seconds);
    sql.Add(SecondsOf([&] {
      table.Vote([](std::string_view, std::string_view, std::string_view, VexStatus status) {
        benchmark::DoNotOptimize(status);
      });
    }));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(world.evidence.statements().size()));
  state.counters["sql_ms"] = sql.Median() * 1e3;
  state.counters["sql_rows"] = static_cast<double>(table.rows());
  state.counters["times_faster"] = sql.Median() / ours.Median();

  absl::flat_hash_map<std::string, VexStatus> winners;
  const auto key_text = [](std::string_view advisory, std::string_view product, std::string_view component) {
    return absl::StrCat(advisory, "\n", product, "\n", component);
  };
  table.Vote([&](std::string_view advisory, std::string_view product, std::string_view component, VexStatus status) {
    winners.emplace(key_text(advisory, product, component), status);
  });
  const Consensus consensus = world.Build();
  std::size_t same = 0;
  for (std::size_t i = 0; i < keys; ++i) {
    const KeyTexts key = consensus.KeyOf(i);
    const auto winner = winners.find(key_text(key.vulnerability, key.product, key.component));
    const std::optional<VexStatus> vote = consensus.Decide(i).winner;
    if (winner == winners.end() ? !vote.has_value() : vote == winner->second) ++same;
  }
  state.counters["same_winner"] = static_cast<double>(same) / static_cast<double>(keys);
}

BENCHMARK(WeightedVote)->UseManualTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace vexlens::bench
