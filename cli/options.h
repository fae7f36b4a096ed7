// Options: what the user asked for.
#ifndef VEXLENS_CLI_OPTIONS_H_
#define VEXLENS_CLI_OPTIONS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace vexlens::cli {

// Output is the form of a command's answer.
enum class Output { kTable, kJson, kNdjson };

// Options are those of all commands; each uses its part.
struct Options {
  std::vector<std::string> inputs;    // files or folders
  std::vector<std::string> evidence;  // files in the normal form
  bool believe_evidence = false;      // what these say about signatures and withdrawals
  std::string workspace;              // directory; "" for none
  std::string policy;                 // file; "" for the default
  std::string old_policy;             // what `policy` is compared with
  std::string issuers;
  std::vector<std::string> trust;  // trusted for this run, besides the directory: NAME or NAME=TIER
  std::vector<std::string> keys;   // files of public keys
  std::string issuer;              // an id, name or alias
  std::string as_of;               // "" for the end of the current UTC day, or the workspace's own
  std::string known_at;
  std::string tenant = "default";
  std::string vulnerability;
  std::string product;
  std::string component;
  std::string sbom;             // file; "" for none
  std::size_t near_misses = 0;  // how many to show for each key or component
  std::optional<Output> output;
  unsigned threads = 0;  // 0 for one per core
  bool verbose = false;
  bool require_signature = false;

  // For attestations.
  std::string signing_key;  // file of a private key; "" for none
  std::string author;

  // For the commands that need a workspace.
  std::vector<std::string> documents;  // digests, or ids
  std::string document_version;
  bool history = false;
  std::uint32_t revision = 0;  // 0 for none
  std::string from;            // instants
  std::string to;
  bool known_only = false;
  bool check_only = false;
  std::uint64_t after = 0;           // a sequence
  std::uint64_t limit = UINT64_MAX;  // how many to list
  bool follow = false;               // write what comes, too
  std::string before;                // drop events that were received before this instant
  std::string conflict;              // an id, or its beginning
  std::string status;
  std::string justification;
  std::string impact;
  std::string action;
  std::string expires;
  std::string since;
  std::string file;  // "-" for standard input
  bool global = false;
  std::string actor;
  std::string reason;

  std::string password_file;  // of a store at a URL

  // For `stella pack provenance`.
  std::string run;
  std::string manifests;  // a folder or a URL
  std::string artifacts;  // a folder; "" for those that the store lists
  std::string plan_hash;
  std::string requested_at;  // instants, "" for unknown
  std::string started_at;
  std::string finished_at;
  std::string parameters;  // files, "" for none
  std::string steps;
  std::string builder;
  std::string location;

  // For `stella timeline`.
  std::string store;  // directory of the timeline, or the URL of its server
  std::string origin = "vexlens";
  std::vector<std::string> events;  // files, "-" for standard input
  std::string event_id;
  std::string event_type;
  std::string source;
  std::string subject;
  std::string event_actor;
  std::string correlation_id;
  std::string trace_id;
  std::string severity;
  std::string checkpoint;  // file
  std::string queue;       // URL of where events come from
  std::string stream;
  std::string consumer;
  std::string parked = "timeline.parked";
  std::string queue_password_file;
  std::size_t batch = 1000;
  std::uint64_t max_deliveries = 5;
  bool until_empty = false;
  bool from_start = false;

  Output form() const { return output.value_or(Output::kTable); }

  // Returns the tenant whose trust is meant, "" for that of all tenants.
  std::string trust_tenant() const { return global ? "" : tenant; }
};

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_OPTIONS_H_
