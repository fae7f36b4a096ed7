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
#include "vexlens/envelope.h"
#include "vexlens/format.h"
#include "vexlens/identity.h"
#include "vexlens/instant.h"
#include "vexlens/large_vector.h"
#include "vexlens/list_pool.h"
#include "vexlens/statement.h"
#include "vexlens/statement_table.h"
#include "vexlens/text_pool.h"
#include "vexlens/value_pool.h"

namespace vexlens {

// SignatureState belongs to a document; a larger one is better.
enum class SignatureState : std::uint8_t { kFailed, kMissing, kUnverifiable, kVerified };

// StatusName and SignatureStateName are the names in JSON ("not_affected", "verified").
std::string_view StatusName(VexStatus status);
std::string_view SignatureStateName(SignatureState state);

// ParseStatusName and its kin read those names; nothing for another text.
std::optional<VexStatus> ParseStatusName(std::string_view name);
std::optional<SignatureState> ParseSignatureStateName(std::string_view name);

// kJustifications are the labels of OpenVEX and CSAF for not_affected.
inline constexpr std::array<std::string_view, 5> kJustifications = {
    "component_not_present",
    "inline_mitigations_already_exist",
    "vulnerable_code_cannot_be_controlled_by_adversary",
    "vulnerable_code_not_in_execute_path",
    "vulnerable_code_not_present",
};

// Document is what is known of one document's bytes. Texts are ids of its Evidence's pool.
struct Document {
  TextId tenant = 0;
  TextId issuer = 0;  // as the document names its author
  TextId id = 0;
  TextId version = 0;
  Digest digest;
  Instant updated_at;
  Instant latest_at;  // the latest of that and the dates of its statements; Evidence keeps it up to date
  Format format{};
  bool withdrawn = false;
  SignatureState signature = SignatureState::kMissing;
  TextId key_id = 0;
  TextId signer = 0;
  TextId signature_reason = 0;
};

// BaseText and BucketText are where a subject is looked for: a statement can speak about a query only when its
// bucket is the query's bucket or base (or kWildCpe, for a CPE). The bucket is the digest if there is one, else base
// and version, or the base where no single version is named. Equal spellings have them in common.
inline constexpr std::string_view kWildCpe = "cpe:2.3:*";
std::string_view BaseText(const Subject& subject);
std::string BucketText(const Subject& subject);

// Evidence holds documents and statements of any number of tenants. Append-only; adding what is there already
// changes nothing, and the order of additions never shows in an answer.
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

  // table is what statements() reads, for those who need a part of many.
  const StatementTable& table() const { return statements_; }

  // AddDocument returns the document's index, and true when (tenant, digest) was not known before. A document
  // seen again keeps the better signature state, and stays withdrawn once it was. `envelope` is the one in which it
  // was seen.
  std::pair<std::uint32_t, bool> AddDocument(const Document& document, const Envelope* envelope = nullptr);

  // Sightings is what was seen of a document with envelopes.
  struct Sightings {
    std::vector<Envelope> envelopes;  // in order of digest, none twice
    std::optional<Document> bare;     // it was seen without one too, or others say what its signature is
  };

  // sightings are those of all documents with envelopes, by index.
  const std::map<std::uint32_t, Sightings>& sightings() const { return sightings_; }

  // SetSignature replaces what is known of a document's signature.
  void SetSignature(std::uint32_t document, SignatureState state, std::string_view key_id, std::string_view signer,
                    std::string_view reason);

  // AddStatement appends; callers add each statement of a document once.
  void AddStatement(const Statement& statement);

  // Adds all of `other`. Commutative, associative and idempotent in every answer.
  void Merge(const Evidence& other);

  // Adds those documents of `other` that `choose` returns, with all that they say: it is asked for each by its index,
  // in their order, and may change what is known of a document. Envelopes stay behind.
  using Choose = std::function<std::optional<Document>(std::uint32_t document)>;
  void MergeChosen(const Evidence& other, const Choose& choose);

  // InternIdentifier is the subject of a product text as a document writes it. INVALID_ARGUMENT when it is a
  // malformed purl, CPE or hash.
  absl::StatusOr<SubjectId> InternIdentifier(std::string_view text);

  // InternSubject is the subject of a canonical identifier and a canonical range ("" for none).
  SubjectId InternSubject(std::string_view identifier, std::string_view range);

  // Narrow is `subject` limited to a canonical range: its identifier without version, with that range. A range
  // that names one version of a purl is that version.
  SubjectId Narrow(SubjectId subject, std::string_view range);

  // SubjectEntry is what is kept of a subject: texts, and where the parts of its identifier begin and end.
  struct SubjectEntry {
    TextId identifier = 0;
    TextId range = 0;
    TextId key = 0;       // the key text: "<identifier>" or "<identifier> <vers>"
    TextId spelling = 0;  // NormalSpelling of the identifier; the sizes below are of this
    TextId same = 0;      // one text for all subjects that are equal spellings: its digest, or its spelling, and range
    TextId base = 0;      // BaseText
    TextId bucket = 0;    // BucketText
    std::uint32_t base_size = 0;
    std::uint32_t version_size = 0;   // the version stands one character behind the base
    std::uint32_t qualifiers_at = 0;  // they reach to the end
    IdentifierKind kind = IdentifierKind::kOpaque;
    bool has_digest = false;
    bool has_weak_digest = false;  // by MD5 or SHA-1
  };
  std::span<const SubjectEntry> subjects() const { return subjects_; }
  std::string_view KeyText(SubjectId id) const { return Text(subjects_[id].key); }
  IdentifierKind KindOf(SubjectId id) const { return subjects_[id].kind; }

  // ParsedSubject is the subject taken apart, as views into this evidence.
  Subject ParsedSubject(SubjectId id) const;

  // FindSubject is the subject with that key text, if any statement's product or component has it.
  std::optional<SubjectId> FindSubject(std::string_view key) const;

  // InternAliases keeps a list of vulnerability identifiers: sorted, without repeats.
  std::uint32_t InternAliases(std::vector<TextId> aliases);
  std::span<const TextId> Aliases(std::uint32_t list) const { return alias_lists_.At(list); }

  // InternThrough keeps what encloses a component between it and its product, outermost first.
  std::uint32_t InternThrough(std::span<const SubjectId> subjects) { return through_lists_.Intern(subjects); }
  std::span<const SubjectId> Through(std::uint32_t list) const { return through_lists_.At(list); }

  // LocationOf packs a JSON Pointer; LocationText is that pointer again.
  Location LocationOf(std::string_view pointer);
  std::string LocationText(const Location& location) const;
  void AppendLocation(const Location& location, std::string& out) const;

  // BomElement is what a BOM says that the opaque key `link` ("cdx:<serial>/<version>#<ref>") of one of its elements
  // stands for. Whose links it may explain is for a consensus to decide.
  struct BomElement {
    std::uint32_t document = 0;  // the BOM: index into documents()
    TextId link = 0;
    SubjectId product = 0;
    SubjectId component = 0;    // 0: the element is the BOM's root
    std::uint32_t through = 0;  // list of Through

    friend auto operator<=>(const BomElement&, const BomElement&) = default;
  };

  // AddBomElement adds one of a BOM that was added. bom_elements are all of them.
  void AddBomElement(const BomElement& element) { bom_elements_.push_back(element); }
  std::span<const BomElement> bom_elements() const { return bom_elements_; }

  // ConnectBomLinks finds the elements that statements link to. Call it when all documents are added, and again when
  // there are more.
  void ConnectBomLinks();

  // ElementsOf are the elements that may explain `product` of a statement, of any tenant and issuer, narrowed to its
  // range: known once ConnectBomLinks was called.
  std::span<const BomElement> ElementsOf(SubjectId product) const;

  // HasBomLinks tells whether any statement may be about another product than it says.
  bool HasBomLinks() const { return !linked_.empty(); }

 private:
  class Translation;

  // Improve lets the better of two signatures stand. AddEnvelope notes one, or what it has more.
  void Improve(Document& known, const Document& seen) const;
  static void AddEnvelope(const Envelope& envelope, std::vector<Envelope>& envelopes);

  SubjectId SubjectWith(TextId identifier, TextId range) const;

  // AddSubject is the subject of that identifier and range, which is `entry` where there was none.
  SubjectId AddSubject(const SubjectEntry& entry);

  TextPool texts_;
  std::vector<Document> documents_;
  StatementTable statements_;
  LargeVector<SubjectEntry> subjects_;
  IdTable subject_ids_;                     // by identifier and range
  std::vector<SubjectId> subject_of_text_;  // by TextId: the subject that InternIdentifier found
  ListPool alias_lists_;
  ListPool through_lists_;
  std::map<std::uint32_t, Sightings> sightings_;
  absl::flat_hash_map<std::pair<TextId, Digest>, std::uint32_t> document_of_;
  std::vector<BomElement> bom_elements_;
  std::map<SubjectId, std::vector<BomElement>> linked_;  // by the product that is a link
};

// StatementId is SHA-256 over the canonical JSON of {component, documentDigest, location, product, status,
// versionRange, vulnerability}: the statement's name wherever it goes.
Digest StatementId(const Evidence& evidence, const Statement& statement);

}  // namespace vexlens

#endif  // VEXLENS_EVIDENCE_H_
