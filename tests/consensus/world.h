// World: who says what about which product, in a few lines a test.
#ifndef VEXLENS_TESTS_CONSENSUS_WORLD_H_
#define VEXLENS_TESTS_CONSENSUS_WORLD_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "vexlens/alignment.h"
#include "vexlens/consensus.h"
#include "vexlens/evidence.h"
#include "vexlens/sbom.h"
#include "vexlens/trust.h"

namespace vexlens::testing {

// What is spoken about where a test says nothing else.
inline constexpr std::string_view kCve = "CVE-2024-1000";
inline constexpr std::string_view kGear = "pkg:npm/gear@1.0.0";

// kKeys makes an issuer's entry one with keys: unverified words in its name are then not its own.
inline constexpr std::string_view kKeys =
    R"("keys":[{"keyId":"1","algorithm":"ed25519","publicKey":"-----BEGIN PUBLIC KEY-----\n)"
    R"(MCowBQYDK2VwAyEA8sHYS/b0sm6UC5J8YxcSvoLk2Ob+kOrH6Xg55X89v4Y=\n-----END PUBLIC KEY-----\n",)"
    R"("notBefore":"2015-01-01T00:00:00Z"}])";

// Now is the instant of every question. Whoever speaks then has all of its weight.
Instant Now();
Instant DaysAgo(int days);

// Words are a statement in a document of its own. Products and components are identifiers, or "<identifier> <vers>".
struct Words {
  std::string_view tenant = "default";
  std::string_view vulnerability = kCve;
  std::vector<std::string_view> aliases = {};
  std::string_view product = kGear;
  std::string_view component = "";
  std::vector<std::string_view> through = {};
  std::string_view relationship = "";
  std::string_view justification = "vulnerable_code_not_present";  // of not_affected
  std::string_view impact = "";
  Instant at = Now();
  std::optional<SignatureState> signature = {};  // unset: verified of whoever is listed, missing of others
  std::string_view signature_reason = "";
  Format format = Format::kOpenVex;
  std::string_view id = "";  // of the document
  std::string_view version = "1";
  bool withdrawn = false;
};

// SeenConflict is a conflict in words.
struct SeenConflict {
  std::string reason;
  int level = 0;
  std::vector<std::string> statuses;
  std::vector<std::string> issuers;
  std::size_t statements = 0;
  Millionths trust_delta = 0;
  Instant since;
};

// SeenEntry is an entry of a rationale.
struct SeenEntry {
  std::string issuer;
  std::string_view status;
  std::string_view tier;
  std::string_view reason;
  int level = 0;
  Millionths weight = 0;
  std::vector<Millionths> factors;
  std::uint32_t count = 1;
  std::uint32_t statement = 0;  // in the order in which they were said
};

// Answer is a record in words, which needs no consensus to live.
struct Answer {
  bool found = false;
  std::string_view state, reason, status, winner;
  Decision figures;
  std::vector<SeenEntry> rationale;
  std::vector<SeenConflict> conflicts;
  std::vector<Digest> derived_from;
  std::string advisory;
  std::string bytes;

  // Returns who is heard, sorted: "<issuer> <status>", what it has no vote for, and how many say so if not one.
  std::vector<std::string> Heard() const;

  // Returns the first entry of an issuer; one of level 0 when it is not heard.
  SeenEntry Of(std::string_view issuer) const;
};

using Heard = std::vector<std::string>;

// World collects what is said and answers at Now().
class World {
 public:
  // Lists an issuer; `members` are more of its entry, as JSON ("\"authority\":[]").
  void List(std::string_view id, Tier tier, std::string_view members = "");

  // Lists an operator of the tenant "default".
  void ListOperator(std::string_view id, Tier tier = Tier::kTrusted);

  // Adds a document with one statement, and returns the document.
  std::uint32_t Say(std::string_view issuer, VexStatus status, const Words& words = {});

  // Adds a document without statements, and returns it.
  std::uint32_t Publish(std::string_view issuer, const Words& words = {});

  // Adds a BOM that says what `link` is: `component` in `product`, or that product itself. `words` are its document,
  // and what lies between.
  std::uint32_t Explain(std::string_view issuer, std::string_view link, std::string_view product,
                        std::string_view component = "", const Words& words = {});

  Digest DigestOf(std::uint32_t document) const { return evidence_.documents()[document].digest; }
  Policy& policy() { return policy_; }
  Evidence& evidence() { return evidence_; }

  // Return the answer about kCve: Get for a key by name, GetIn for a component of an SBOM.
  Answer Get(std::string_view product = kGear, std::string_view component = "", std::string_view vulnerability = kCve,
             std::string_view tenant = "default");
  Answer GetIn(const Sbom& sbom, std::uint32_t component);

  // Returns the names of what almost speaks about the component, the nearest first.
  std::vector<std::string> NearIn(const Sbom& sbom, std::uint32_t component);
  std::vector<std::string> Near(std::string_view product = kGear, std::string_view component = "");

  // Returns the keys of all records as "<advisory> <product>" or "<advisory> <product> <component>".
  std::vector<std::string> Keys();

  std::vector<std::string> AmbiguousAliases();
  std::vector<std::string> AmbiguousLinks();
  std::size_t RepeatedEditions();

  // Calls `with` a consensus at Now(), which lives until it returns.
  template <typename With>
  auto WithConsensus(With with) {
    evidence_.ConnectBomLinks();
    const IssuerDirectory directory = Directory();
    const Consensus consensus = Consensus::Build(evidence_, directory, policy_, Now());
    return with(consensus);
  }

 private:
  struct Entry {
    std::string id;
    std::string json;
    bool is_operator;
  };

  IssuerDirectory Directory() const;
  SubjectId SubjectOf(std::string_view key);
  std::uint32_t ThroughOf(const Words& words);

  Evidence evidence_;
  Policy policy_;
  std::vector<Entry> entries_;
};

// Parts makes an SBOM of components with these identifiers each, separated by blanks, and of edges.
Sbom Parts(const std::vector<std::string>& identifiers, const std::vector<std::pair<int, int>>& edges,
           const std::vector<std::string>& platforms = {});

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_CONSENSUS_WORLD_H_
