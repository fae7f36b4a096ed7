// Evidence: documents and the statements they make, in normal form and compactly.
#ifndef VEXLENS_EVIDENCE_H_
#define VEXLENS_EVIDENCE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "vexlens/digest.h"
#include "vexlens/identity.h"
#include "vexlens/instant.h"
#include "vexlens/support/envelope.h"
#include "vexlens/support/format.h"
#include "vexlens/support/large_vector.h"
#include "vexlens/support/list_pool.h"
#include "vexlens/support/statement.h"
#include "vexlens/support/statement_table.h"
#include "vexlens/support/text_pool.h"
#include "vexlens/support/value_pool.h"

namespace vexlens {

// SignatureState is what is known of a document's signature; a larger one is better.
enum class SignatureState : std::uint8_t { kFailed, kMissing, kUnverifiable, kVerified };

// Return the name in JSON ("not_affected", "verified").
std::string_view StatusName(VexStatus status);
std::string_view SignatureStateName(SignatureState state);

// Return what has that name; nothing for another text.
std::optional<VexStatus> ParseStatusName(std::string_view name);
std::optional<SignatureState> ParseSignatureStateName(std::string_view name);

// kJustifications are the labels of OpenVEX and CSAF for not_affected, in byte order.
inline constexpr std::array<std::string_view, 5> kJustifications = {
    "component_not_present",
    "inline_mitigations_already_exist",
    "vulnerable_code_cannot_be_controlled_by_adversary",
    "vulnerable_code_not_in_execute_path",
    "vulnerable_code_not_present",
};

// Document is what is known of a document, apart from its statements. Texts are ids of its Evidence.
struct Document {
  TextId tenant = 0;
  TextId issuer = 0;  // the author, as the document names it
  TextId id = 0;
  TextId version = 0;
  Digest digest;
  Instant updated_at;
  Instant latest_at;  // the latest of updated_at and the dates of its statements, kept by Evidence
  Format format{};
  bool withdrawn = false;
  SignatureState signature = SignatureState::kMissing;
  TextId key_id = 0;
  TextId signer = 0;
  TextId signature_reason = 0;
};

// Return the texts under which a subject is looked up. A statement can speak about a query only if its bucket is the
// query's bucket or base, or kWildCpe for a CPE. The bucket is the digest if there is one, else base and version, else,
// where no single version is named, the base. They are the same for all equal spellings.
//   pkg:npm/web@1?arch=x       base "pkg:npm/web", bucket "pkg:npm/web@1"
//   pkg:npm/web vers:npm/<2    base and bucket "pkg:npm/web"
inline constexpr std::string_view kWildCpe = "cpe:2.3:*";
std::string_view BaseText(const Subject& subject);
std::string BucketText(const Subject& subject);

// Evidence holds documents and statements of any number of tenants. It only grows: adding what is there already changes
// nothing, and the order of additions never shows in an answer. Ids and views live as long as the Evidence.
// Compatible: const members may run concurrently; others need exclusive access.
class Evidence {
 public:
  Evidence();
  Evidence(Evidence&&) = default;
  Evidence& operator=(Evidence&&) = default;

  TextPool& texts() { return texts_; }
  const TextPool& texts() const { return texts_; }
  std::string_view Text(TextId id) const { return texts_.Text(id); }
  std::span<const Document> documents() const { return documents_; }
  Statements statements() const { return Statements(statements_); }

  // Returns the statements in columns, for callers that need few members of many.
  const StatementTable& table() const { return statements_; }

  // Adds a document that was seen in `envelope`, or without one. Returns its index, and whether (tenant, digest) is
  // new. A document that is seen again keeps the better signature state, and stays withdrawn if it was once.
  std::pair<std::uint32_t, bool> AddDocument(const Document& document, const Envelope* envelope = nullptr);

  // Sightings is how a document with envelopes was seen.
  struct Sightings {
    std::vector<Envelope> envelopes;  // by digest, without repeats
    std::optional<Document> bare;     // set if it was also added without one
  };

  // Returns the sightings of all documents with envelopes, by the document's index.
  const std::map<std::uint32_t, Sightings>& sightings() const { return sightings_; }

  // Replaces what is known of a document's signature.
  void SetSignature(std::uint32_t document, SignatureState state, std::string_view key_id, std::string_view signer,
                    std::string_view reason);

  // Appends a statement. Requires: it was not added before.
  void AddStatement(const Statement& statement);

  // Adds all of `other`. Answers do not depend on the order of merges, nor on repeats.
  void Merge(const Evidence& other);

  // Adds those documents of `other` that `choose` returns, with all that they say: it is asked for each by its index,
  // in their order, and may change what is known of a document. Envelopes stay behind.
  using Choose = std::function<std::optional<Document>(std::uint32_t document)>;
  void MergeChosen(const Evidence& other, const Choose& choose);

  // Returns the subject of a product text as a document writes it. Errors: INVALID_ARGUMENT for a malformed purl, CPE
  // or hash.
  absl::StatusOr<SubjectId> InternIdentifier(std::string_view text);

  // Returns the subject of a canonical identifier and a canonical range, "" for none.
  SubjectId InternSubject(std::string_view identifier, std::string_view range);

  // Returns the subject with the identifier of `subject`, its version replaced by a canonical range. For a purl, a
  // range that names a single version becomes that version.
  SubjectId Narrow(SubjectId subject, std::string_view range);

  // SubjectEntry is a subject as it is stored: texts, and where the parts of its identifier begin and end.
  struct SubjectEntry {
    TextId identifier = 0;
    TextId range = 0;
    TextId key = 0;       // the key text: "<identifier>" or "<identifier> <vers>"
    TextId spelling = 0;  // NormalSpelling of the identifier, which the sizes below are of
    TextId same = 0;      // one text for all equal spellings: the digest or the spelling, with the range
    TextId base = 0;      // BaseText
    TextId bucket = 0;    // BucketText
    std::uint32_t base_size = 0;
    std::uint32_t version_size = 0;   // the version begins one character after the base
    std::uint32_t qualifiers_at = 0;  // they end with the text
    IdentifierKind kind = IdentifierKind::kOpaque;
    bool has_digest = false;
    bool has_weak_digest = false;  // by MD5 or SHA-1
  };
  std::span<const SubjectEntry> subjects() const { return subjects_; }
  std::string_view KeyText(SubjectId id) const { return Text(subjects_[id].key); }
  IdentifierKind KindOf(SubjectId id) const { return subjects_[id].kind; }

  // Returns a subject taken apart, as views into this evidence.
  Subject ParsedSubject(SubjectId id) const;

  // Returns the subject with that key text, if there is one.
  std::optional<SubjectId> FindSubject(std::string_view key) const;

  // Returns the list of these vulnerability identifiers, sorted and without repeats.
  std::uint32_t InternAliases(std::vector<TextId> aliases);
  std::span<const TextId> Aliases(std::uint32_t list) const { return alias_lists_.At(list); }

  // Returns the list of what encloses a component between it and its product, outermost first.
  std::uint32_t InternThrough(std::span<const SubjectId> subjects) { return through_lists_.Intern(subjects); }
  std::span<const SubjectId> Through(std::uint32_t list) const { return through_lists_.At(list); }

  // Packs a JSON Pointer. LocationText and AppendLocation give it back.
  Location LocationOf(std::string_view pointer);
  std::string LocationText(const Location& location) const;
  void AppendLocation(const Location& location, std::string& out) const;

  // BomElement is what a BOM says that a BOM-Link to one of its elements stands for. A consensus decides whose links it
  // may explain.
  struct BomElement {
    std::uint32_t document = 0;  // the BOM: index into documents()
    TextId link = 0;             // "cdx:<serial>/<version>#<ref>"
    SubjectId product = 0;
    SubjectId component = 0;    // 0: the element is the BOM's root
    std::uint32_t through = 0;  // list of Through

    friend auto operator<=>(const BomElement&, const BomElement&) = default;
  };

  // Adds an element of a BOM. Requires: the BOM is among documents().
  void AddBomElement(const BomElement& element) { bom_elements_.push_back(element); }
  std::span<const BomElement> bom_elements() const { return bom_elements_; }

  // Finds the elements that statements link to. Call it when all documents are added, and again after more are.
  void ConnectBomLinks();

  // Returns the elements, of any tenant and issuer, that may explain a statement's `product`, narrowed to its range.
  // Requires: ConnectBomLinks was called.
  std::span<const BomElement> ElementsOf(SubjectId product) const;

  // Reports whether any statement links to an element that is known. Requires: ConnectBomLinks was called.
  bool HasBomLinks() const { return !linked_.empty(); }

 private:
  class Translation;

  // Keeps the better signature in `known`.
  void Improve(Document& known, const Document& seen) const;
  // Adds an envelope, or its signers to the one with the same bytes.
  static void AddEnvelope(const Envelope& envelope, std::vector<Envelope>& envelopes);

  SubjectId SubjectWith(TextId identifier, TextId range) const;

  // Returns the subject of the entry's identifier and range; adds `entry` if there is none.
  SubjectId AddSubject(const SubjectEntry& entry);

  TextPool texts_;
  std::vector<Document> documents_;
  StatementTable statements_;
  LargeVector<SubjectEntry> subjects_;
  IdTable subject_ids_;                     // by identifier and range
  std::vector<SubjectId> subject_of_text_;  // by TextId: a cache of InternIdentifier; 0 for none
  ListPool alias_lists_;
  ListPool through_lists_;
  std::map<std::uint32_t, Sightings> sightings_;
  absl::flat_hash_map<std::pair<TextId, Digest>, std::uint32_t> document_of_;
  std::vector<BomElement> bom_elements_;
  std::map<SubjectId, std::vector<BomElement>> linked_;  // by product, which is a link
};

// Returns the digest that names a statement everywhere: SHA-256 of the canonical JSON of {component, documentDigest,
// location, product, status, versionRange, vulnerability}.
Digest StatementId(const Evidence& evidence, const Statement& statement);

}  // namespace vexlens

#endif  // VEXLENS_EVIDENCE_H_
