// Sequences of calls of the C interface: whatever is called in whatever order with whatever texts, a call answers or
// gives an error, and with everything freed nothing is left.
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "vexlens.h"
#include "vexlens_decision.h"
#include "vexlens_timeline.h"

namespace {

constexpr std::size_t kSlots = 3;  // for handles of each kind
constexpr std::size_t kMaxCalls = 60;

constexpr std::string_view kOpenVex =
    R"({"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://a.example/1","author":"a","version":1,)"
    R"("timestamp":"2026-05-01T00:00:00Z","statements":[{"vulnerability":{"name":"CVE-2024-1","aliases":["GHSA-1"]},)"
    R"("products":[{"@id":"pkg:npm/a@1.0","subcomponents":[{"@id":"pkg:npm/b@2.0"}]}],"status":"affected"},)"
    R"({"vulnerability":{"name":"GHSA-1"},"products":[{"@id":"pkg:npm/a"}],"status":"fixed"}]})";
constexpr std::string_view kCycloneDx =
    R"({"bomFormat":"CycloneDX","specVersion":"1.6","version":1,"metadata":{"timestamp":"2026-05-02T00:00:00Z",)"
    R"("supplier":{"name":"c"},"component":{"type":"application","name":"a","bom-ref":"r","purl":"pkg:npm/a@1.0"}},)"
    R"("components":[{"type":"library","name":"b","bom-ref":"b","purl":"pkg:npm/b@2.0"}],"vulnerabilities":)"
    R"([{"id":"CVE-2024-1","analysis":{"state":"not_affected","justification":"code_not_present"},)"
    R"("affects":[{"ref":"b"}]}]})";
constexpr std::string_view kIssuers =
    R"({"issuers":[{"id":"a","tier":"trusted"},{"id":"c","tier":"known"}],"tenants":{"t":{"issuers":[]}}})";
constexpr std::string_view kPrivateKey =
    "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n"
    "-----END PRIVATE KEY-----\n";
constexpr std::string_view kPublicKey =
    "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n"
    "-----END PUBLIC KEY-----\n";
constexpr std::string_view kEvent =
    R"({"eventId":"e1","eventType":"vex.changed","occurredAt":"2024-05-01T00:00:00Z","severity":"error","source":"s",)"
    R"("tenant":"t","payload":{"a":[1]},"attributes":{"b":"c"},"evidence":[{"bundleId":"d"}]})";
constexpr std::array<std::string_view, 24> kTexts = {
    "",
    kOpenVex,
    kCycloneDx,
    kIssuers,
    kPrivateKey,
    kPublicKey,
    R"({"mode":"lattice"})",
    R"({"mode":"weighted_vote","minimumQuorum":2})",
    "default",
    "t",
    "CVE-2024-1",
    "GHSA-1",
    "pkg:npm/a@1.0",
    "pkg:npm/b@2.0",
    "pkg:npm/a vers:npm/<2.0",
    "2026-06-01T00:00:00Z",
    "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    R"({"spdxVersion":"SPDX-2.3","SPDXID":"SPDXRef-DOCUMENT","packages":[]})",
    "a=trusted",
    "c",
    R"({"issuers":[],"tenants":{"t":{"issuers":[{"id":"a","tier":"known","operator":true}]}}})",
    kEvent,
    "e1",
    "warning",
};

// Roomy is a struct of options with room for the largest size that the input can say.
template <typename T>
struct Roomy : T {
  std::array<char, 256> tail;
};

// Program is the input, read as numbers and texts; at its end all are 0 and "".
class Program {
 public:
  Program(const std::uint8_t* data, std::size_t size) : data_(reinterpret_cast<const char*>(data)), size_(size) {}

  bool done() const { return at_ == size_; }
  std::uint8_t Byte() { return done() ? 0 : static_cast<std::uint8_t>(data_[at_++]); }
  std::size_t Slot() { return Byte() % kSlots; }

  // Text is one of those above, a piece of the input, or what no text may be.
  vexlens_str Text() {
    const std::uint8_t which = Byte();
    if (which < 200) {
      const std::string_view text = kTexts[which % kTexts.size()];
      return {text.data(), text.size()};
    }
    if (which == 200) return {nullptr, 7};
    const std::size_t size = std::min<std::size_t>(which - 200, size_ - at_);
    const vexlens_str piece{data_ + at_, size};
    at_ += size;
    return piece;
  }

  // Options are zero but for what the input says; seldom is their size no size, or that of a newer header.
  template <typename T>
  Roomy<T> Options() {
    Roomy<T> options{};
    options.struct_size = Byte() < 240 ? sizeof(T) : Byte();
    if (options.struct_size % 2 == 1) options.tail.back() = 1;
    return options;
  }

 private:
  const char* data_;
  std::size_t size_;
  std::size_t at_ = 0;
};

// Machine holds the handles, and makes one call after another.
class Machine {
 public:
  explicit Machine(Program program) : program_(program) {}

  ~Machine() {
    for (std::size_t i = 0; i < kSlots; ++i) FreeSlot(i);
    if (!folder_.empty()) std::filesystem::remove_all(folder_);
  }

  void Run() {
    const std::vector<std::function<void()>> calls = {
        [&] { FreeSlot(program_.Slot()); },
        [&] { NewEngine(); },
        [&] { Ingest(); },
        [&] { Ingest(); },
        [&] { AnswerOf(); },
        [&] { AnswerOf(); },
        [&] { RecordAt(); },
        [&] { Get(); },
        [&] { Get(); },
        [&] { LookAtRecord(); },
        [&] { NearMisses(); },
        [&] { Align(); },
        [&] { Attest(); },
        [&] { OpenWorkspace(); },
        [&] { IngestIntoWorkspace(); },
        [&] { GetFromWorkspace(); },
        [&] { AskWorkspace(); },
        [&] { ChangeTrust(); },
        [&] { AskTrust(); },
        [&] { Provenance(); },
        [&] { Sign(); },
        [&] { Tables(); },
        [&] { TablesOfWorkspace(); },
        // Later ones stand at the end, so that a file of the corpus goes on meaning what it did.
        [&] { Decide(); },
        [&] { TrustSomebody(); },
        [&] { Unlisted(); },
        [&] { OpenTimeline(); },
        [&] { IngestEvents(); },
        [&] { AskTimeline(); },
    };
    for (std::size_t i = 0; i < kMaxCalls && !program_.done(); ++i) calls[program_.Byte() % calls.size()]();
  }

 private:
  static void Check(vexlens_error* error) {
    if (error == nullptr) return;
    const int32_t code = vexlens_error_code(error);
    if (code == VEXLENS_INTERNAL || code <= 0 || code > 16 || vexlens_error_message(error).size == 0) std::abort();
    vexlens_error_free(error);
  }

  // Replace puts a new handle into its slot, if there is one.
  template <typename T, typename Free>
  static void Replace(T*& slot, T* made, Free* free) {
    if (made == nullptr) return;
    free(slot);
    slot = made;
  }

  void Take(vexlens_bytes* made) {
    if (made != nullptr && vexlens_bytes_view(made).data == nullptr) std::abort();
    vexlens_bytes_free(made);
  }

  void FreeSlot(std::size_t slot) {
    vexlens_engine_free(engines_[slot]);
    vexlens_consensus_free(consensuses_[slot]);
    vexlens_record_free(records_[slot]);
    engines_[slot] = nullptr;
    consensuses_[slot] = nullptr;
    records_[slot] = nullptr;
    if (slot != 0) return;
    vexlens_workspace_free(workspace_);
    workspace_ = nullptr;
    vexlens_timeline_free(timeline_);
    timeline_ = nullptr;
  }

  vexlens_key Key() { return {program_.Text(), program_.Text(), program_.Text()}; }

  // TrustSomebody says whom all later options trust beside a directory; seldom a number without names.
  void TrustSomebody() {
    trust_ = {program_.Text(), program_.Text()};
    trust_count_ = program_.Byte() % 3;
    trust_named_ = program_.Byte() % 8 != 0;
  }

  template <typename T>
  void Trust(T& options) const {
    options.trust = trust_named_ ? trust_.data() : nullptr;
    options.trust_count = trust_count_;
  }

  void Unlisted() {
    vexlens_bytes* made = nullptr;
    Check(vexlens_consensus_unlisted_clearers(consensuses_[program_.Slot()], &made));
    Take(made);
  }

  void NewEngine() {
    auto options = program_.Options<vexlens_engine_options>();
    options.tenant = program_.Text();
    options.issuers = program_.Text();
    Trust(options);
    vexlens_engine* made = nullptr;
    Check(vexlens_engine_new(program_.Byte() % 4 == 0 ? nullptr : &options, &made));
    Replace(engines_[program_.Slot()], made, vexlens_engine_free);
  }

  // A callback says stop after some documents.
  Roomy<vexlens_ingest_options> Stopping() {
    auto options = program_.Options<vexlens_ingest_options>();
    stop_at_ = program_.Byte();
    options.user_data = &stop_at_;
    options.progress = [](uint64_t, uint64_t, void* user_data) -> int32_t {
      auto& left = *static_cast<std::uint8_t*>(user_data);
      if (left == 0) return 1;
      --left;
      return 0;
    };
    return options;
  }

  void Ingest() {
    const std::array<vexlens_str, 2> documents = {program_.Text(), program_.Text()};
    auto options = Stopping();
    const std::array<vexlens_str, 2> signatures = {program_.Text(), program_.Text()};
    options.signatures = signatures.data();
    options.signature_count = program_.Byte() % 3;
    options.require_verified = program_.Byte() % 3;
    options.threads = program_.Byte() % 3;
    vexlens_bytes* report = nullptr;
    Check(vexlens_engine_ingest(engines_[program_.Slot()], documents.data(), program_.Byte() % 3,
                                program_.Byte() % 2 == 0 ? nullptr : &options, &report));
    Take(report);
  }

  void AnswerOf() {
    auto options = program_.Options<vexlens_consensus_options>();
    options.as_of = program_.Text();
    options.policy = program_.Text();
    options.issuers = program_.Text();
    Trust(options);
    vexlens_consensus* made = nullptr;
    Check(vexlens_engine_consensus(engines_[program_.Slot()], program_.Byte() % 2 == 0 ? nullptr : &options, &made));
    Replace(consensuses_[program_.Slot()], made, vexlens_consensus_free);
  }

  void RecordAt() {
    const vexlens_consensus* const consensus = consensuses_[program_.Slot()];
    vexlens_record* made = nullptr;
    const std::uint64_t index = program_.Byte() % 4;
    Check(vexlens_consensus_record(consensus, index, &made));
    if (index < vexlens_consensus_size(consensus) && made == nullptr) std::abort();
    Replace(records_[program_.Slot()], made, vexlens_record_free);
  }

  void Get() {
    const vexlens_key key = Key();
    vexlens_record* made = nullptr;
    Check(vexlens_consensus_get(consensuses_[program_.Slot()], &key, &made));
    Replace(records_[program_.Slot()], made, vexlens_record_free);
  }

  void LookAtRecord() {
    const vexlens_record* const record = records_[program_.Slot()];
    vexlens_decision decision{};
    decision.struct_size = program_.Byte() % (sizeof(decision) + 1);
    vexlens_record_decision(record, &decision);
    vexlens_str json{};
    Check(vexlens_record_json(record, &json));
    const vexlens_key key = vexlens_record_key(record);
    if (record != nullptr && (json.size == 0 || key.vulnerability.size == 0)) std::abort();
    vexlens_bytes* words = nullptr;
    Check(vexlens_record_words(record, &words));
    Take(words);
  }

  void NearMisses() {
    const vexlens_key key = Key();
    vexlens_bytes* made = nullptr;
    Check(vexlens_consensus_near_misses(consensuses_[program_.Slot()], &key, program_.Byte(), &made));
    Take(made);
  }

  void Align() {
    const vexlens_str sbom = program_.Text();
    const vexlens_str vulnerability = program_.Text();
    vexlens_bytes* made = nullptr;
    Check(vexlens_consensus_align(consensuses_[program_.Slot()], sbom, vulnerability, program_.Byte(), &made));
    Take(made);
  }

  void Attest() {
    vexlens_bytes* made = nullptr;
    vexlens_bytes* losses = nullptr;
    Check(vexlens_consensus_attest(consensuses_[program_.Slot()], program_.Text(), &made, &losses));
    Take(made);
    Take(losses);
  }

  // Workspace and timeline live in memory, where files cost little.
  vexlens_str Folder() {
    if (folder_.empty()) {
      folder_ = "/dev/shm/capi_fuzz-XXXXXX";
      if (mkdtemp(folder_.data()) == nullptr) std::abort();
    }
    return {folder_.data(), folder_.size()};
  }

  void OpenWorkspace() {
    auto options = program_.Options<vexlens_workspace_options>();
    options.must_exist = program_.Byte() % 8 == 0 ? 1 : 0;
    options.patience_ms = 1;
    options.on_revision = [](vexlens_str event, void*) {
      if (event.size == 0) std::abort();
    };
    vexlens_workspace* made = nullptr;
    Check(vexlens_workspace_open(Folder(), &options, &made));
    Replace(workspace_, made, vexlens_workspace_free);
  }

  void IngestIntoWorkspace() {
    const vexlens_str tenant = program_.Text();
    const std::array<vexlens_str, 2> documents = {program_.Text(), program_.Text()};
    const auto options = Stopping();
    vexlens_bytes* report = nullptr;
    uint64_t revisions = 0;
    Check(vexlens_workspace_ingest(workspace_, tenant, documents.data(), program_.Byte() % 3,
                                   program_.Byte() % 2 == 0 ? nullptr : &options, &report, &revisions));
    Take(report);
  }

  // Records what an operator says: a whole document, or a judgement on a conflict.
  void Decide() {
    const vexlens_str tenant = program_.Text();
    const vexlens_str document = program_.Text();
    const vexlens_audit audit = {program_.Text(), program_.Text()};
    vexlens_bytes* report = nullptr;
    uint64_t revisions = 0;
    if (program_.Byte() % 2 == 0) {
      auto judgement = program_.Options<vexlens_judgement>();
      judgement.status = program_.Byte() % 6;
      judgement.issuer = program_.Text();
      judgement.justification = program_.Text();
      Check(vexlens_workspace_decide(workspace_, tenant, document, &judgement, &audit, &report, &revisions));
      Take(report);
      return;
    }
    Check(vexlens_workspace_ingest_decision(workspace_, tenant, document, program_.Byte() % 8 == 0 ? nullptr : &audit,
                                            &report, &revisions));
    Take(report);
  }

  Roomy<vexlens_moment> Moment() {
    auto moment = program_.Options<vexlens_moment>();
    moment.as_of = program_.Text();
    moment.known_at = program_.Text();
    return moment;
  }

  void GetFromWorkspace() {
    const vexlens_str tenant = program_.Text();
    const vexlens_key key = Key();
    const auto moment = Moment();
    const vexlens_moment* const when = program_.Byte() % 2 == 0 ? nullptr : &moment;
    vexlens_record* record = nullptr;
    Check(vexlens_workspace_get(workspace_, tenant, &key, when, &record));
    Replace(records_[program_.Slot()], record, vexlens_record_free);
    vexlens_consensus* consensus = nullptr;
    Check(vexlens_workspace_consensus(workspace_, tenant, key.vulnerability, when, &consensus));
    Replace(consensuses_[program_.Slot()], consensus, vexlens_consensus_free);
  }

  void AskWorkspace() {
    const vexlens_str tenant = program_.Text();
    const vexlens_key key = Key();
    vexlens_bytes* made = nullptr;
    switch (program_.Byte() % 8) {
      case 0:
        Check(vexlens_workspace_documents(workspace_, tenant, &made));
        break;
      case 1:
        Check(vexlens_workspace_document(workspace_, tenant, program_.Text(), &made));
        break;
      case 2:
        Check(vexlens_workspace_as_of(workspace_, &made));
        break;
      case 3:
        Check(vexlens_workspace_history(workspace_, tenant, &key, &made));
        break;
      case 4:
        Check(vexlens_workspace_recall(workspace_, tenant, &key, program_.Byte(), &made));
        break;
      case 5:
        Check(vexlens_workspace_events(workspace_, program_.Byte(), program_.Byte(), &made));
        break;
      case 6:
        Check(vexlens_workspace_conflicts(workspace_, tenant, &made));
        break;
      case 7:
        Check(vexlens_workspace_rebuild(workspace_, program_.Byte() % 2, &made));
        break;
    }
    Take(made);
  }

  void ChangeTrust() {
    const vexlens_audit audit = {program_.Text(), program_.Text()};
    const vexlens_str tenant = program_.Text();
    uint64_t revisions = 0;
    switch (program_.Byte() % 5) {
      case 0:
        Check(vexlens_workspace_set_issuers(workspace_, program_.Text(), &audit, program_.Text(), &revisions));
        break;
      case 1:
        Check(vexlens_workspace_set_policy(workspace_, tenant, program_.Text(), &audit, program_.Text(), &revisions));
        break;
      case 2:
        Check(vexlens_workspace_waive(workspace_, tenant, program_.Text(), program_.Text(), &audit));
        break;
      case 3:
        Check(vexlens_workspace_set_as_of(workspace_, program_.Text(), &revisions));
        break;
      case 4:
        Check(vexlens_workspace_withdraw(workspace_, tenant, program_.Text(), nullptr));
        break;
    }
  }

  void AskTrust() {
    vexlens_bytes* made = nullptr;
    switch (program_.Byte() % 5) {
      case 0:
        Check(vexlens_workspace_issuers(workspace_, program_.Text(), &made));
        break;
      case 1:
        Check(vexlens_workspace_policy(workspace_, program_.Text(), program_.Text(), &made));
        break;
      case 2:
        Check(vexlens_workspace_trust_changes(workspace_, &made));
        break;
      case 3:
        Check(vexlens_policy_canonical(program_.Text(), &made));
        break;
      case 4:
        Check(vexlens_issuers_canonical(program_.Text(), &made));
        break;
    }
    Take(made);
  }

  void Provenance() {
    char digest[71];
    Check(vexlens_sha256(program_.Text(), digest));
    vexlens_bytes* canonical = nullptr;
    Check(vexlens_canonical_json(program_.Text(), &canonical));
    Take(canonical);
    vexlens_bytes* verdict = nullptr;
    const vexlens_str document = program_.Text();
    const vexlens_str tenant = program_.Text();
    const vexlens_str issuers = program_.Text();
    Check(vexlens_verify(document, tenant, issuers, program_.Text(), &verdict));
    Take(verdict);
  }

  // What is signed here is taken by an engine, too.
  void Sign() {
    const std::array<vexlens_str, 2> keys = {program_.Text(), program_.Text()};
    const vexlens_str type = program_.Text();
    vexlens_bytes* envelope = nullptr;
    Check(vexlens_dsse_sign(type, program_.Text(), keys.data(), program_.Byte() % 3, &envelope));
    const vexlens_str text = envelope == nullptr ? program_.Text() : vexlens_bytes_view(envelope);
    vexlens_bytes* payload = nullptr;
    vexlens_bytes* payload_type = nullptr;
    const vexlens_str public_key = program_.Text();
    Check(vexlens_dsse_verify(text, &public_key, 1, program_.Byte() % 3, &payload, &payload_type));
    Take(payload);
    Take(payload_type);
    Check(vexlens_engine_ingest(engines_[program_.Slot()], &text, 1, nullptr, nullptr));
    vexlens_bytes_free(envelope);
  }

  // Read takes some batches of a stream and lets it go.
  void Read(ArrowArrayStream& stream) {
    if (stream.release == nullptr) return;
    ArrowSchema schema{};
    if (program_.Byte() % 2 == 0 && stream.get_schema(&stream, &schema) == 0) schema.release(&schema);
    for (int i = program_.Byte() % 4; i > 0; --i) {
      ArrowArray array{};
      if (stream.get_next(&stream, &array) != 0) {
        if (stream.get_last_error(&stream) == nullptr) std::abort();
        break;
      }
      if (array.release == nullptr) break;
      array.release(&array);
    }
    stream.release(&stream);
  }

  void Tables() {
    ArrowArrayStream stream{};
    const vexlens_consensus* const consensus = consensuses_[program_.Slot()];
    const std::uint8_t which = program_.Byte() % 4;
    if (which == 0) {
      Check(vexlens_consensus_diff(consensus, consensuses_[program_.Slot()], &stream));
    } else {
      Check(vexlens_consensus_table(consensus, program_.Byte() % 6, &stream));
    }
    if (which == 2) return MakeDocument(stream);
    Read(stream);
  }

  // Our own tables have columns that no document has; it is the refusal that must release them.
  void MakeDocument(ArrowArrayStream& rows) {
    auto options = program_.Options<vexlens_openvex_options>();
    options.author = program_.Text();
    options.id = program_.Text();
    options.issued_at = program_.Text();
    vexlens_bytes* document = nullptr;
    Check(vexlens_openvex(&rows, &options, &document));
    if (rows.release != nullptr) std::abort();
    Take(document);
  }

  void TablesOfWorkspace() {
    ArrowArrayStream stream{};
    const vexlens_str tenant = program_.Text();
    const auto moment = Moment();
    switch (program_.Byte() % 3) {
      case 0:
        Check(vexlens_workspace_table(workspace_, tenant, program_.Byte() % 6, &moment, &stream));
        break;
      case 1:
        Check(vexlens_workspace_diff(workspace_, tenant, &moment, nullptr, &stream));
        break;
      case 2: {
        auto simulation = program_.Options<vexlens_simulation>();
        simulation.policy = program_.Text();
        simulation.issuers = program_.Text();
        const vexlens_str document = program_.Text();
        simulation.documents = &document;
        simulation.document_count = program_.Byte() % 2;
        Trust(simulation);
        Check(vexlens_workspace_simulate(workspace_, tenant, &simulation, &stream));
        break;
      }
    }
    // A stream may outlive the handle of its workspace.
    if (program_.Byte() % 8 == 0) FreeSlot(0);
    Read(stream);
  }

  void OpenTimeline() {
    auto options = program_.Options<vexlens_timeline_options>();
    options.must_exist = program_.Byte() % 8 == 0 ? 1 : 0;
    options.origin = program_.Text();
    options.key = program_.Text();
    options.max_event_bytes = program_.Byte();
    options.max_payload_bytes = program_.Byte();
    vexlens_timeline* made = nullptr;
    Check(vexlens_timeline_open(Folder(), program_.Byte() % 2 == 0 ? nullptr : &options, &made));
    Replace(timeline_, made, vexlens_timeline_free);
  }

  void IngestEvents() {
    const std::array<vexlens_str, 2> events = {program_.Text(), program_.Text()};
    vexlens_ingested* ingested = nullptr;
    Check(vexlens_timeline_ingest(timeline_, events.data(), program_.Byte() % 3, &ingested));
    vexlens_event_outcome outcome{};
    outcome.struct_size = program_.Byte() % (sizeof(outcome) + 1);
    vexlens_ingested_outcome(ingested, program_.Byte() % 3, &outcome);
    if (outcome.outcome != 0 && vexlens_event_outcome_name(outcome.outcome).size == 0) std::abort();
    vexlens_ingested_free(ingested);
  }

  Roomy<vexlens_timeline_filter> Filter() {
    auto filter = program_.Options<vexlens_timeline_filter>();
    filter.until = program_.Text();
    filter.at_least = program_.Text();
    return filter;
  }

  void AskTimeline() {
    const vexlens_str tenant = program_.Text();
    const auto filter = Filter();
    vexlens_bytes* made = nullptr;
    vexlens_bytes* next = nullptr;
    ArrowArrayStream stream{};
    switch (program_.Byte() % 8) {
      case 0: {
        const vexlens_str cursor = program_.Text();
        Check(vexlens_timeline_query(timeline_, tenant, &filter, cursor, program_.Byte(), &made, &next));
        break;
      }
      case 1:
        Check(vexlens_timeline_table(timeline_, tenant, &filter, &stream));
        Read(stream);
        break;
      case 2:
        Check(vexlens_timeline_get(timeline_, tenant, program_.Text(), &made));
        break;
      case 3:
        Check(vexlens_timeline_tenants(timeline_, &made));
        break;
      case 4:
        Check(vexlens_timeline_checkpoint(timeline_, tenant, &made));
        break;
      case 5:
        Check(vexlens_timeline_prove(timeline_, tenant, program_.Text(), &made));
        break;
      case 6:
        Check(vexlens_timeline_prove_consistency(timeline_, tenant, program_.Byte(), &made));
        break;
      case 7: {
        vexlens_timeline_verdict verdict{};
        verdict.struct_size = program_.Byte() % (sizeof(verdict) + 1);
        Check(vexlens_timeline_verify(timeline_, tenant, program_.Text(), &verdict, &made));
        break;
      }
    }
    Take(made);
    Take(next);
  }

  Program program_;
  std::array<vexlens_engine*, kSlots> engines_{};
  std::array<vexlens_consensus*, kSlots> consensuses_{};
  std::array<vexlens_record*, kSlots> records_{};
  vexlens_workspace* workspace_ = nullptr;
  vexlens_timeline* timeline_ = nullptr;
  std::string folder_;
  std::uint8_t stop_at_ = 0;
  std::array<vexlens_str, 2> trust_{};
  std::size_t trust_count_ = 0;
  bool trust_named_ = true;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Machine(Program(data, size)).Run();
  return 0;
}
