// The words of `stella timeline`.
#include "cli/commands/commands.h"
#include "cli/syntax.h"

namespace vexlens::cli {
namespace {

void AddStore(CLI::App& command, Options& options) {
  command
      .add_option("--store", options.store, "Folder of the timeline, or the URL of its server, such as postgresql://…")
      ->required()
      ->type_name("DIR|URL");
  AddPasswordFile(command, options);
  AddText(command, "--origin", options.origin, "Whose timeline it is: logs are called ORIGIN/TENANT");
}

void AddFilter(CLI::App& command, Options& options) {
  command.add_option("--from", options.from, "Only what happened at this instant or later")->type_name("RFC3339");
  command.add_option("--to", options.to, "Only what happened before this instant")->type_name("RFC3339");
  AddText(command, "--type", options.event_type, "Only events of this type");
  AddText(command, "--source", options.source, "Only what this service told");
  AddText(command, "--subject", options.subject, "Only what is about this");
  AddText(command, "--actor", options.event_actor, "Only what this person or program did");
  AddText(command, "--correlation", options.correlation_id, "Only what belongs together by this id");
  AddText(command, "--trace", options.trace_id, "Only what belongs to this trace");
  AddText(command, "--severity", options.severity, "Only this or worse: debug, info, notice, warning, error, critical");
}

// OfLog is a command about one tenant's log.
CLI::App& OfLog(Group& group, const char* name, const char* about, Command run, Options& options) {
  CLI::App& command = group.Add(name, about, run);
  AddStore(command, options);
  AddTenant(command, options, "Whose log it is");
  AddOutput(command, options);
  return command;
}

void AddEvent(CLI::App& command, Options& options) {
  command.add_option("event", options.event_id, "Id of the event")->required()->type_name("EVENT");
}

void AddKey(CLI::App& command, Options& options, const char* about) {
  command.add_option("--key", options.signing_key, about)->type_name("FILE");
}

void AddWorker(CLI::App& command, Options& options) {
  constexpr std::uint64_t kMost = 10'000;
  AddStore(command, options);
  AddOutput(command, options);
  AddKey(command, options, "Private key (Ed25519, PKCS #8, PEM): sign each checkpoint");
  command.add_option("--source", options.queue, "Server of the queue, such as nats://localhost:4222")
      ->required()
      ->type_name("URL");
  AddText(command, "--stream", options.stream, "Stream that the events are in")->required();
  AddText(command, "--consumer", options.consumer, "Durable consumer; made if it is not there")->required();
  AddText(command, "--parked", options.parked, "Subject, of another stream, for what cannot be taken");
  command
      .add_option("--source-password-file", options.queue_password_file,
                  "File with the queue's password or token (default: VEXLENS_SOURCE_PASSWORD)")
      ->type_name("FILE");
  command.add_option("--max-deliveries", options.max_deliveries, "Deliveries after which a rejected event is parked")
      ->check(CLI::Range(std::uint64_t{1}, kMost))
      ->type_name("N");
  command.add_option("--batch", options.batch, "How many events are committed together")
      ->check(CLI::Range(std::uint64_t{1}, kMost))
      ->type_name("N");
  command.add_flag("--until-empty", options.until_empty, "End when no event is left");
}

}  // namespace

void AddTimeline(CLI::App& app, Options& options, Command& chosen) {
  Group timeline(app, "timeline", "What happened, in a log that proves itself", chosen);
  CLI::App& ingest = timeline.Add("ingest", "Add events: JSON, one a line", RunTimelineIngest);
  AddStore(ingest, options);
  AddOutput(ingest, options);
  AddKey(ingest, options, "Private key (Ed25519, PKCS #8, PEM): sign each checkpoint");
  ingest.add_option("events", options.events, "Files of events; - is standard input")->required()->type_name("FILE");

  CLI::App& migrate =
      timeline.Add("migrate", "Make the tables of a timeline at a URL, or bring them up to date", RunTimelineMigrate);
  AddStore(migrate, options);
  AddOutput(migrate, options);

  AddWorker(timeline.Add("worker", "Take events from a queue, until it is stopped", RunTimelineWorker), options);

  CLI::App& relay = OfLog(timeline, "relay", "Tell what a workspace did, each fact once", RunTimelineRelay, options);
  AddWorkspace(relay, options)->required();
  AddKey(relay, options, "Private key (Ed25519, PKCS #8, PEM): sign each checkpoint");
  relay.add_flag("--from-start", options.from_start, "Send everything again: what was refused may be taken now");

  CLI::App& list = OfLog(timeline, "list", "List events, latest first", RunTimelineList, options);
  AddFilter(list, options);
  list.add_option("--limit", options.limit, "How many to list")->type_name("N");

  AddEvent(OfLog(timeline, "show", "Show one event", RunTimelineShow, options), options);
  AddEvent(OfLog(timeline, "evidence", "Show what an event has as evidence", RunTimelineEvidence, options), options);

  CLI::App& tail = OfLog(timeline, "tail", "Show the last events, in the order of the log", RunTimelineTail, options);
  tail.add_option("--limit", options.limit, "How many of them (default: 10)")->type_name("N");
  tail.add_flag("--follow,-f", options.follow, "Go on with those that come, until it is interrupted");

  OfLog(timeline, "checkpoint", "Write the last checkpoint, for others to keep", RunTimelineCheckpoint, options);
  AddEvent(OfLog(timeline, "prove", "Prove that an event is in the log", RunTimelineProve, options), options);

  CLI::App& verify = OfLog(timeline, "verify", "Tell whether the log is what it was", RunTimelineVerify, options);
  verify.add_option("--since", options.checkpoint, "A checkpoint that you kept")->type_name("FILE");
  AddKey(verify, options, "The key that signed the checkpoints");

  CLI::App& retain = OfLog(timeline, "retain", "Drop old events; their digests stay", RunTimelineRetain, options);
  retain.add_option("--before", options.before, "Drop what was received before this instant")
      ->required()
      ->type_name("RFC3339");
  AddKey(retain, options, "The key that signs checkpoints");
}

}  // namespace vexlens::cli
