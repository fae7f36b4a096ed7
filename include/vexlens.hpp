// The C++17 face of libvexlens: vexlens.h with owners, views and exceptions, and nothing besides.
//
//   vexlens::Engine engine;
//   engine.Ingest({document});
//   vexlens::Consensus consensus = engine.Build();
//   std::cout << consensus.Get({"CVE-2021-44228", "pkg:generic/server@4.2.0"}).Json();
//
// What a function does, and what it fails with, is written in vexlens.h at the function of its name; here stands what
// is different. Rules:
// - What fails there throws Error here; the functions that cannot fail are noexcept. std::bad_alloc may come from any
//   other.
// - Texts and bytes come in as std::string_view, read before the call returns. Those that go out are borrowed from the
//   object of which they are asked.
// - Objects can be moved, not copied. One that was moved from can only be destroyed and assigned to.
// - Options are structs whose empty members are the defaults.
// - A callback may throw: the call is stopped where it can be, and throws the same.
// - Threads: as in vexlens.h. Const members may run at once with each other, and all members of Engine and Workspace
//   with all.
// - One file does not include this and the C++20 headers of vexlens/; a program may use both.
#ifndef VEXLENS_HPP_
#define VEXLENS_HPP_

#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "vexlens.h"
#include "vexlens_decision.h"

namespace vexlens {
inline namespace v1 {

// Error is a vexlens_error.
class Error : public std::runtime_error {
 public:
  Error(int32_t code, const std::string& message) : std::runtime_error(message), code_(code) {}

  // code is VEXLENS_NOT_FOUND or one of its kin.
  int32_t code() const noexcept { return code_; }

 private:
  int32_t code_;
};

namespace internal {

template <typename Handle, void (*free)(Handle*)>
struct Free {
  void operator()(Handle* handle) const noexcept { free(handle); }
};

template <typename Handle, void (*free)(Handle*)>
using Owner = std::unique_ptr<Handle, Free<Handle, free>>;

inline vexlens_str Str(std::string_view text) noexcept { return {text.data(), text.size()}; }

inline std::string_view View(vexlens_str text) noexcept { return {text.data, text.size}; }

inline std::vector<vexlens_str> Strs(const std::vector<std::string_view>& texts) {
  std::vector<vexlens_str> strs;
  strs.reserve(texts.size());
  for (const std::string_view text : texts) strs.push_back(Str(text));
  return strs;
}

inline void Check(vexlens_error* error) {
  if (error == nullptr) return;
  const Owner<vexlens_error, vexlens_error_free> owner(error);
  throw Error(vexlens_error_code(error), std::string(View(vexlens_error_message(error))));
}

// Make calls a function whose last argument is where it puts a handle.
template <typename Made, typename Function, typename... Arguments>
Made Make(Function function, Arguments... arguments) {
  typename Made::Handle* made = nullptr;
  Check(function(arguments..., &made));
  return Made(made);
}

template <typename Options>
Options Sized() noexcept {
  Options options = {};
  options.struct_size = static_cast<uint32_t>(sizeof(Options));
  return options;
}

}  // namespace internal

// ---- versions ----

inline uint32_t AbiVersion() noexcept { return vexlens_abi_version(); }

inline const char* Version() noexcept { return vexlens_version(); }

// ---- bytes and tables ----

// Bytes is a vexlens_bytes. Immutable.
class Bytes {
 public:
  using Handle = vexlens_bytes;

  explicit Bytes(Handle* owned) noexcept : handle_(owned) {}

  std::string_view view() const noexcept { return internal::View(vexlens_bytes_view(handle_.get())); }

 private:
  internal::Owner<Handle, vexlens_bytes_free> handle_;
};

// Stream is a table on its way out: an ArrowArrayStream that is released with it. Not for concurrent use.
class Stream {
 public:
  // Of calls `function` with `arguments` and the place of the stream.
  template <typename Function, typename... Arguments>
  static Stream Of(Function function, Arguments... arguments) {
    Stream stream;
    internal::Check(function(arguments..., &stream.stream_));
    return stream;
  }

  Stream(Stream&& other) noexcept : stream_(other.Take()) {}
  Stream& operator=(Stream&& other) noexcept {
    if (this != &other) {
      Release();
      stream_ = other.Take();
    }
    return *this;
  }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  ~Stream() { Release(); }

  // get is the stream, to be read by the rules of Arrow.
  ArrowArrayStream* get() noexcept { return &stream_; }

  // Take gives the stream to one who releases it.
  ArrowArrayStream Take() noexcept { return std::exchange(stream_, ArrowArrayStream{}); }

 private:
  Stream() = default;
  void Release() noexcept {
    if (stream_.release != nullptr) stream_.release(&stream_);
  }

  ArrowArrayStream stream_ = {};
};

// ---- answers ----

// Key is a vexlens_key.
struct Key {
  std::string_view vulnerability;
  std::string_view product;
  std::string_view component = {};
};

namespace internal {

inline vexlens_key KeyOf(const Key& key) noexcept {
  return {Str(key.vulnerability), Str(key.product), Str(key.component)};
}

}  // namespace internal

inline std::string_view StatusName(int32_t status) noexcept { return internal::View(vexlens_status_name(status)); }

inline std::string_view StateName(int32_t state) noexcept { return internal::View(vexlens_state_name(state)); }

// Record is a vexlens_record. Immutable.
class Record {
 public:
  using Handle = vexlens_record;

  explicit Record(Handle* owned) noexcept : handle_(owned) {}

  // decision's reason is borrowed from the record.
  vexlens_decision decision() const noexcept {
    vexlens_decision decision = internal::Sized<vexlens_decision>();
    vexlens_record_decision(handle_.get(), &decision);
    return decision;
  }

  Key key() const noexcept {
    const vexlens_key key = vexlens_record_key(handle_.get());
    return {internal::View(key.vulnerability), internal::View(key.product), internal::View(key.component)};
  }

  std::string_view Json() const {
    vexlens_str json = {};
    internal::Check(vexlens_record_json(handle_.get(), &json));
    return internal::View(json);
  }

  Bytes Words() const { return internal::Make<Bytes>(vexlens_record_words, handle_.get()); }

 private:
  internal::Owner<Handle, vexlens_record_free> handle_;
};

// Attestation is what vexlens_consensus_attest makes.
struct Attestation {
  Bytes statement;
  Bytes losses;
};

// Consensus is a vexlens_consensus. Immutable.
class Consensus {
 public:
  using Handle = vexlens_consensus;

  explicit Consensus(Handle* owned) noexcept : handle_(owned) {}

  uint64_t size() const noexcept { return vexlens_consensus_size(handle_.get()); }

  Record At(uint64_t index) const { return internal::Make<Record>(vexlens_consensus_record, handle_.get(), index); }

  Record Get(const Key& key) const {
    const vexlens_key asked = internal::KeyOf(key);
    return internal::Make<Record>(vexlens_consensus_get, handle_.get(), &asked);
  }

  Bytes NearMisses(const Key& key, uint64_t limit) const {
    const vexlens_key asked = internal::KeyOf(key);
    return internal::Make<Bytes>(vexlens_consensus_near_misses, handle_.get(), &asked, limit);
  }

  Bytes Align(std::string_view sbom, std::string_view vulnerability = {}, uint64_t near_misses = 0) const {
    return internal::Make<Bytes>(vexlens_consensus_align, handle_.get(), internal::Str(sbom),
                                 internal::Str(vulnerability), near_misses);
  }

  Bytes UnlistedClearers() const { return internal::Make<Bytes>(vexlens_consensus_unlisted_clearers, handle_.get()); }

  // Table takes VEXLENS_TABLE_RECORDS or one of its kin.
  Stream Table(int32_t table) const { return Stream::Of(vexlens_consensus_table, handle_.get(), table); }

  // Diff has this consensus as `before`.
  Stream Diff(const Consensus& after) const {
    return Stream::Of(vexlens_consensus_diff, handle_.get(), after.handle_.get());
  }

  Attestation Attest(std::string_view author) const {
    vexlens_bytes* statement = nullptr;
    vexlens_bytes* losses = nullptr;
    internal::Check(vexlens_consensus_attest(handle_.get(), internal::Str(author), &statement, &losses));
    return {Bytes(statement), Bytes(losses)};
  }

 private:
  internal::Owner<Handle, vexlens_consensus_free> handle_;
};

// ---- documents in ----

// Progress hears how many of the documents are done, and says whether to go on; without, Error CANCELLED.
using Progress = std::function<bool(uint64_t done, uint64_t count)>;

// IngestOptions: `signatures` has none, or one for each document, "" where none stands beside it.
struct IngestOptions {
  Progress progress = nullptr;
  std::vector<std::string_view> signatures = {};
  bool require_verified = false;
  uint32_t threads = 1;
  std::string_view correlation_id = {};
  std::string_view traceparent = {};
};

namespace internal {

// IngestCall lends options to one call.
class IngestCall {
 public:
  explicit IngestCall(const IngestOptions& options)
      : progress_(options.progress), signatures_(Strs(options.signatures)), options_(Sized<vexlens_ingest_options>()) {
    if (progress_ != nullptr) options_.progress = &Hear;
    options_.user_data = this;
    options_.signatures = signatures_.empty() ? nullptr : signatures_.data();
    options_.signature_count = signatures_.size();
    options_.require_verified = options.require_verified ? 1 : 0;
    options_.threads = options.threads;
    options_.correlation_id = Str(options.correlation_id);
    options_.traceparent = Str(options.traceparent);
  }
  IngestCall(const IngestCall&) = delete;
  IngestCall& operator=(const IngestCall&) = delete;

  const vexlens_ingest_options* options() const noexcept { return &options_; }

  // Rethrow throws what the callback threw. The error that followed from it is forgotten.
  void Rethrow(vexlens_error* error) const {
    if (thrown_ == nullptr) return;
    vexlens_error_free(error);
    std::rethrow_exception(thrown_);
  }

 private:
  static int32_t Hear(uint64_t done, uint64_t count, void* self) noexcept {
    IngestCall& call = *static_cast<IngestCall*>(self);
    try {
      return call.progress_(done, count) ? 0 : 1;
    } catch (...) {
      call.thrown_ = std::current_exception();
      return 1;
    }
  }

  const Progress& progress_;
  const std::vector<vexlens_str> signatures_;
  vexlens_ingest_options options_;
  std::exception_ptr thrown_;
};

}  // namespace internal

// ---- engine ----

// Each text of `trust` is "NAME" or "NAME=TIER".
struct EngineOptions {
  std::string_view tenant = {};
  std::string_view issuers = {};
  std::vector<std::string_view> trust = {};
};

struct ConsensusOptions {
  std::string_view as_of = {};
  std::string_view policy = {};
  std::string_view issuers = {};
  std::vector<std::string_view> trust = {};
};

// Engine is a vexlens_engine. Safe.
class Engine {
 public:
  using Handle = vexlens_engine;

  explicit Engine(const EngineOptions& options = {}) {
    const std::vector<vexlens_str> trust = internal::Strs(options.trust);
    vexlens_engine_options given = internal::Sized<vexlens_engine_options>();
    given.tenant = internal::Str(options.tenant);
    given.issuers = internal::Str(options.issuers);
    given.trust = trust.empty() ? nullptr : trust.data();
    given.trust_count = trust.size();
    Handle* made = nullptr;
    internal::Check(vexlens_engine_new(&given, &made));
    handle_.reset(made);
  }

  // Ingest returns the report.
  Bytes Ingest(const std::vector<std::string_view>& documents, const IngestOptions& options = {}) {
    const std::vector<vexlens_str> strs = internal::Strs(documents);
    internal::IngestCall call(options);
    vexlens_bytes* report = nullptr;
    vexlens_error* error = vexlens_engine_ingest(handle_.get(), strs.data(), strs.size(), call.options(), &report);
    call.Rethrow(error);
    internal::Check(error);
    return Bytes(report);
  }

  // Build is vexlens_engine_consensus.
  Consensus Build(const ConsensusOptions& options = {}) {
    const std::vector<vexlens_str> trust = internal::Strs(options.trust);
    vexlens_consensus_options given = internal::Sized<vexlens_consensus_options>();
    given.as_of = internal::Str(options.as_of);
    given.policy = internal::Str(options.policy);
    given.issuers = internal::Str(options.issuers);
    given.trust = trust.empty() ? nullptr : trust.data();
    given.trust_count = trust.size();
    return internal::Make<Consensus>(vexlens_engine_consensus, handle_.get(), &given);
  }

 private:
  internal::Owner<Handle, vexlens_engine_free> handle_;
};

// ---- workspace ----

// WorkspaceOptions: when `on_revision` throws, the change stands, the other revisions are told, and then the call that
// made it throws the same.
struct WorkspaceOptions {
  bool must_exist = false;
  uint64_t patience_ms = 0;
  uint64_t cache_bytes = 0;
  std::function<void(std::string_view event)> on_revision = nullptr;
  std::string_view driver = {};
};

struct Moment {
  std::string_view as_of = {};
  std::string_view known_at = {};
};

struct Audit {
  std::string_view actor = {};
  std::string_view reason = {};
};

struct Judgement {
  int32_t status = 0;  // VEXLENS_STATUS_…
  std::string_view issuer = {};
  std::string_view justification = {};
  std::string_view impact = {};
  std::string_view action = {};
  std::string_view decided_at = {};
};

struct Simulation {
  std::string_view policy = {};
  std::string_view issuers = {};
  std::vector<std::string_view> documents = {};
  std::vector<std::string_view> trust = {};
};

// Ingested is the report of documents, and the number of revisions that they made.
struct Ingested {
  Bytes report;
  uint64_t revisions;
};

namespace internal {

// Listener lends an on_revision to a workspace, and keeps what it throws for the call of the same thread.
class Listener {
 public:
  explicit Listener(std::function<void(std::string_view)> hears) : hears_(std::move(hears)) {}

  static void Hear(vexlens_str event, void* self) noexcept {
    Listener& listener = *static_cast<Listener*>(self);
    try {
      listener.hears_(View(event));
    } catch (...) {
      const std::lock_guard<std::mutex> lock(listener.mutex_);
      listener.thrown_.emplace(std::this_thread::get_id(), std::current_exception());
    }
  }

  void Rethrow(vexlens_error* error) {
    std::exception_ptr thrown;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      const auto found = thrown_.find(std::this_thread::get_id());
      if (found == thrown_.end()) return;
      thrown = found->second;
      thrown_.erase(found);
    }
    vexlens_error_free(error);
    std::rethrow_exception(thrown);
  }

 private:
  const std::function<void(std::string_view)> hears_;
  std::mutex mutex_;
  std::map<std::thread::id, std::exception_ptr> thrown_;
};

// MomentOf is a Moment for one call; none at all when it says nothing.
class MomentOf {
 public:
  explicit MomentOf(const Moment& moment) noexcept
      : moment_(Sized<vexlens_moment>()), given_(!moment.as_of.empty() || !moment.known_at.empty()) {
    moment_.as_of = Str(moment.as_of);
    moment_.known_at = Str(moment.known_at);
  }

  const vexlens_moment* get() const noexcept { return given_ ? &moment_ : nullptr; }

 private:
  vexlens_moment moment_;
  bool given_;
};

}  // namespace internal

// Workspace is a vexlens_workspace. Safe. What changes records returns how many revisions that made.
class Workspace {
 public:
  using Handle = vexlens_workspace;

  explicit Workspace(std::string_view directory, WorkspaceOptions options = {}) {
    vexlens_workspace_options given = internal::Sized<vexlens_workspace_options>();
    given.must_exist = options.must_exist ? 1 : 0;
    given.patience_ms = options.patience_ms;
    given.cache_bytes = options.cache_bytes;
    given.driver = internal::Str(options.driver);
    if (options.on_revision != nullptr) {
      listener_ = std::make_unique<internal::Listener>(std::move(options.on_revision));
      given.on_revision = &internal::Listener::Hear;
      given.user_data = listener_.get();
    }
    Handle* made = nullptr;
    vexlens_error* error = vexlens_workspace_open(internal::Str(directory), &given, &made);
    handle_.reset(made);
    Check(error);
  }

  Ingested Ingest(std::string_view tenant, const std::vector<std::string_view>& documents,
                  const IngestOptions& options = {}) {
    const std::vector<vexlens_str> strs = internal::Strs(documents);
    internal::IngestCall call(options);
    vexlens_bytes* report = nullptr;
    uint64_t revisions = 0;
    vexlens_error* error = vexlens_workspace_ingest(handle_.get(), internal::Str(tenant), strs.data(), strs.size(),
                                                    call.options(), &report, &revisions);
    Bytes owner(report);
    call.Rethrow(error);
    Check(error);
    return {std::move(owner), revisions};
  }

  Ingested IngestDecision(std::string_view tenant, std::string_view document, const Audit& audit) {
    const vexlens_audit who = AuditOf(audit);
    return Recorded(vexlens_workspace_ingest_decision, internal::Str(tenant), internal::Str(document), &who);
  }

  Ingested Decide(std::string_view tenant, std::string_view conflict_id, const Judgement& judgement,
                  const Audit& audit) {
    auto said = internal::Sized<vexlens_judgement>();
    said.status = judgement.status;
    said.issuer = internal::Str(judgement.issuer);
    said.justification = internal::Str(judgement.justification);
    said.impact = internal::Str(judgement.impact);
    said.action = internal::Str(judgement.action);
    said.decided_at = internal::Str(judgement.decided_at);
    const vexlens_audit who = AuditOf(audit);
    return Recorded(vexlens_workspace_decide, internal::Str(tenant), internal::Str(conflict_id), &said, &who);
  }

  uint64_t Withdraw(std::string_view tenant, std::string_view digest) {
    return Revisions(vexlens_workspace_withdraw, internal::Str(tenant), internal::Str(digest));
  }

  Bytes Documents(std::string_view tenant) { return Json(vexlens_workspace_documents, internal::Str(tenant)); }

  Bytes Document(std::string_view tenant, std::string_view digest) {
    return Json(vexlens_workspace_document, internal::Str(tenant), internal::Str(digest));
  }

  Bytes AsOf() { return Json(vexlens_workspace_as_of); }

  uint64_t SetAsOf(std::string_view as_of) { return Revisions(vexlens_workspace_set_as_of, internal::Str(as_of)); }

  Record Get(std::string_view tenant, const Key& key, const Moment& moment = {}) {
    const vexlens_key asked = internal::KeyOf(key);
    return internal::Make<Record>(vexlens_workspace_get, handle_.get(), internal::Str(tenant), &asked,
                                  internal::MomentOf(moment).get());
  }

  // Build is vexlens_workspace_consensus.
  Consensus Build(std::string_view tenant, std::string_view vulnerability, const Moment& moment = {}) {
    return internal::Make<Consensus>(vexlens_workspace_consensus, handle_.get(), internal::Str(tenant),
                                     internal::Str(vulnerability), internal::MomentOf(moment).get());
  }

  Stream Table(std::string_view tenant, int32_t table, const Moment& moment = {}) {
    return Stream::Of(vexlens_workspace_table, handle_.get(), internal::Str(tenant), table,
                      internal::MomentOf(moment).get());
  }

  Bytes History(std::string_view tenant, const Key& key) {
    const vexlens_key asked = internal::KeyOf(key);
    return Json(vexlens_workspace_history, internal::Str(tenant), &asked);
  }

  Bytes Recall(std::string_view tenant, const Key& key, uint32_t revision) {
    const vexlens_key asked = internal::KeyOf(key);
    return Json(vexlens_workspace_recall, internal::Str(tenant), &asked, revision);
  }

  Bytes Events(uint64_t sequence, uint64_t limit) { return Json(vexlens_workspace_events, sequence, limit); }

  Stream Diff(std::string_view tenant, const Moment& from, const Moment& to) {
    return Stream::Of(vexlens_workspace_diff, handle_.get(), internal::Str(tenant), internal::MomentOf(from).get(),
                      internal::MomentOf(to).get());
  }

  Stream Simulate(std::string_view tenant, const Simulation& simulation) {
    const std::vector<vexlens_str> documents = internal::Strs(simulation.documents);
    const std::vector<vexlens_str> trust = internal::Strs(simulation.trust);
    vexlens_simulation given = internal::Sized<vexlens_simulation>();
    given.policy = internal::Str(simulation.policy);
    given.issuers = internal::Str(simulation.issuers);
    given.documents = documents.data();
    given.document_count = documents.size();
    given.trust = trust.empty() ? nullptr : trust.data();
    given.trust_count = trust.size();
    return Stream::Of(vexlens_workspace_simulate, handle_.get(), internal::Str(tenant), &given);
  }

  Bytes Conflicts(std::string_view tenant) { return Json(vexlens_workspace_conflicts, internal::Str(tenant)); }

  void Waive(std::string_view tenant, std::string_view conflict_id, std::string_view expires_at, const Audit& audit) {
    const vexlens_audit who = AuditOf(audit);
    Check(vexlens_workspace_waive(handle_.get(), internal::Str(tenant), internal::Str(conflict_id),
                                  internal::Str(expires_at), &who));
  }

  Bytes Issuers(std::string_view known_at = {}) { return Json(vexlens_workspace_issuers, internal::Str(known_at)); }

  uint64_t SetIssuers(std::string_view issuers, const Audit& audit, std::string_view seen = {}) {
    const vexlens_audit who = AuditOf(audit);
    return Revisions(vexlens_workspace_set_issuers, internal::Str(issuers), &who, internal::Str(seen));
  }

  Bytes Policy(std::string_view tenant, std::string_view known_at = {}) {
    return Json(vexlens_workspace_policy, internal::Str(tenant), internal::Str(known_at));
  }

  uint64_t SetPolicy(std::string_view tenant, std::string_view policy, const Audit& audit, std::string_view seen = {}) {
    const vexlens_audit who = AuditOf(audit);
    return Revisions(vexlens_workspace_set_policy, internal::Str(tenant), internal::Str(policy), &who,
                     internal::Str(seen));
  }

  Bytes TrustChanges() { return Json(vexlens_workspace_trust_changes); }

  Bytes Rebuild(bool check_only) { return Json(vexlens_workspace_rebuild, check_only ? 1 : 0); }

 private:
  static vexlens_audit AuditOf(const Audit& audit) noexcept {
    return {internal::Str(audit.actor), internal::Str(audit.reason)};
  }

  void Check(vexlens_error* error) {
    if (listener_ != nullptr) listener_->Rethrow(error);
    internal::Check(error);
  }

  template <typename Function, typename... Arguments>
  Bytes Json(Function function, Arguments... arguments) {
    vexlens_bytes* made = nullptr;
    vexlens_error* error = function(handle_.get(), arguments..., &made);
    Bytes owner(made);
    Check(error);
    return owner;
  }

  template <typename Function, typename... Arguments>
  uint64_t Revisions(Function function, Arguments... arguments) {
    uint64_t revisions = 0;
    Check(function(handle_.get(), arguments..., &revisions));
    return revisions;
  }

  template <typename Function, typename... Arguments>
  Ingested Recorded(Function function, Arguments... arguments) {
    vexlens_bytes* report = nullptr;
    uint64_t revisions = 0;
    vexlens_error* error = function(handle_.get(), arguments..., &report, &revisions);
    Bytes owner(report);
    Check(error);
    return {std::move(owner), revisions};
  }

  // The handle is freed before the listener that it tells.
  std::unique_ptr<internal::Listener> listener_;
  internal::Owner<Handle, vexlens_workspace_free> handle_;
};

// ---- trust, provenance, statements of one's own ----

inline Bytes PolicyCanonical(std::string_view policy = {}) {
  return internal::Make<Bytes>(vexlens_policy_canonical, internal::Str(policy));
}

inline Bytes IssuersCanonical(std::string_view issuers = {}) {
  return internal::Make<Bytes>(vexlens_issuers_canonical, internal::Str(issuers));
}

struct VerifyOptions {
  std::string_view tenant = {};
  std::string_view issuers = {};
  std::string_view as_of = {};
};

inline Bytes Verify(std::string_view document, const VerifyOptions& options = {}) {
  return internal::Make<Bytes>(vexlens_verify, internal::Str(document), internal::Str(options.tenant),
                               internal::Str(options.issuers), internal::Str(options.as_of));
}

inline std::string Sha256(std::string_view bytes) {
  char text[71];
  internal::Check(vexlens_sha256(internal::Str(bytes), text));
  return std::string(text, sizeof text);
}

inline Bytes CanonicalJson(std::string_view json) {
  return internal::Make<Bytes>(vexlens_canonical_json, internal::Str(json));
}

inline Bytes DsseSign(std::string_view payload_type, std::string_view payload,
                      const std::vector<std::string_view>& keys) {
  const std::vector<vexlens_str> strs = internal::Strs(keys);
  return internal::Make<Bytes>(vexlens_dsse_sign, internal::Str(payload_type), internal::Str(payload), strs.data(),
                               strs.size());
}

// Payload is what an envelope holds.
struct Payload {
  Bytes bytes;
  Bytes type;
};

inline Payload DsseVerify(std::string_view envelope, const std::vector<std::string_view>& keys,
                          uint64_t threshold = 1) {
  const std::vector<vexlens_str> strs = internal::Strs(keys);
  vexlens_bytes* bytes = nullptr;
  vexlens_bytes* type = nullptr;
  internal::Check(vexlens_dsse_verify(internal::Str(envelope), strs.data(), strs.size(), threshold, &bytes, &type));
  return {Bytes(bytes), Bytes(type)};
}

struct OpenVexOptions {
  std::string_view author = {};
  std::string_view issued_at = {};
  std::string_view id = {};
};

// OpenVex releases `rows`, in failure too.
inline Bytes OpenVex(ArrowArrayStream* rows, const OpenVexOptions& options) {
  vexlens_openvex_options given = internal::Sized<vexlens_openvex_options>();
  given.author = internal::Str(options.author);
  given.issued_at = internal::Str(options.issued_at);
  given.id = internal::Str(options.id);
  return internal::Make<Bytes>(vexlens_openvex, rows, &given);
}

}  // namespace v1
}  // namespace vexlens

#endif  // VEXLENS_HPP_
