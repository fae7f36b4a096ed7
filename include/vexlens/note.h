// Signed notes: a text with signatures below it (C2SP signed-note), as transparency logs publish their checkpoints.
#ifndef VEXLENS_NOTE_H_
#define VEXLENS_NOTE_H_

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "vexlens/keys.h"

namespace vexlens {

// Returns OK if `name` may be that of a signer: UTF-8 that is not empty, without blanks, control characters and `+`.
// Errors: INVALID_ARGUMENT.
absl::Status CheckNoteName(std::string_view name);

// NoteVerifier is who is believed, by a name and an Ed25519 key. Immutable value.
class NoteVerifier {
 public:
  // Errors: INVALID_ARGUMENT for a name that is none, and for another kind of key.
  static absl::StatusOr<NoteVerifier> Make(std::string name, PublicKey key);

  // Reads a verifier key, `<name>+<key id>+<base64>`, as verifiers of logs take them. Errors: INVALID_ARGUMENT.
  static absl::StatusOr<NoteVerifier> Parse(std::string_view text);

  const std::string& name() const { return name_; }
  const PublicKey& key() const { return key_; }

  // Returns the verifier key, which Parse reads.
  std::string Text() const;

 private:
  friend class Note;
  NoteVerifier(std::string name, PublicKey key, std::string key_hash)
      : name_(std::move(name)), key_(std::move(key)), key_hash_(std::move(key_hash)) {}

  std::string name_;
  PublicKey key_;
  std::string key_hash_;  // four bytes
};

// Note is a text with its signatures. Immutable value.
class Note {
 public:
  // Signs `text`, which is UTF-8, ends with a line feed and has no other control characters. Errors: INVALID_ARGUMENT
  // for another text, a name that is none, or a key that is not Ed25519.
  static absl::StatusOr<Note> Sign(std::string text, std::string_view name, const PrivateKey& key);

  // Reads a note of at most kMaxNoteBytes and kMaxNoteSignatures. Errors: INVALID_ARGUMENT for what is none.
  static absl::StatusOr<Note> Parse(std::string_view note);

  const std::string& text() const { return text_; }

  // Returns the whole note, as Parse reads it.
  std::string ToString() const;

  // Returns OK if one of `verifiers` signed the text. Signatures of others are passed over. Errors: UNAUTHENTICATED if
  // none of them did, or if one that bears the name and key of a verifier is not by it.
  absl::Status Verify(std::span<const NoteVerifier> verifiers) const;

 private:
  struct Signature {
    std::string name;
    std::string bytes;  // the four of the key, then the signature itself
  };
  Note(std::string text, std::vector<Signature> signatures)
      : text_(std::move(text)), signatures_(std::move(signatures)) {}

  std::string text_;
  std::vector<Signature> signatures_;
};
inline constexpr std::size_t kMaxNoteBytes = 1'000'000;
inline constexpr std::size_t kMaxNoteSignatures = 100;

}  // namespace vexlens

#endif  // VEXLENS_NOTE_H_
