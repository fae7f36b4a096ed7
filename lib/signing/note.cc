#include "vexlens/note.h"

#include <algorithm>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "lib/json/utf8.h"
#include "lib/signing/base64.h"
#include "lib/signing/pem.h"
#include "vexlens/digest.h"
#include "vexlens/support/status_macros.h"

namespace vexlens {

using signing::Base64Form;
using signing::DecodeBase64;
using signing::EncodeBase64;

namespace {

constexpr char kEd25519Algorithm = 1;
constexpr std::size_t kKeyHashBytes = 4;
constexpr std::size_t kEd25519Bytes = 32;
// What stands before the bytes of an Ed25519 key in a SubjectPublicKeyInfo (RFC 8410, section 4).
constexpr std::string_view kEd25519Spki("\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00", 12);
constexpr std::string_view kSignatureBegin = "\u2014 ";

absl::Status Malformed(std::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat("no signed note: ", what));
}

// Returns the algorithm and the bytes of a key, as verifier keys have them.
absl::StatusOr<std::string> EncodedKey(const PublicKey& key) {
  if (key.algorithm() != KeyAlgorithm::kEd25519) {
    return absl::InvalidArgumentError("notes are signed by Ed25519 keys alone");
  }
  std::string der;
  VEXLENS_RETURN_IF_ERROR(signing::DecodePem(key.Pem(), "PUBLIC KEY", der));
  return absl::StrCat(std::string(1, kEd25519Algorithm), der.substr(der.size() - kEd25519Bytes));
}

std::string KeyHash(std::string_view name, std::string_view encoded_key) {
  const Digest digest = Sha256(absl::StrCat(name, "\n", encoded_key));
  return std::string(digest.bytes.begin(), digest.bytes.begin() + kKeyHashBytes);
}

// Reports whether `text` may stand in a note: UTF-8, without control characters but line feeds.
bool IsNoteText(std::string_view text) {
  const auto bad = [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; };
  return json::IsUtf8(text) && std::none_of(text.begin(), text.end(), bad);
}

// Reports whether a blank of Unicode begins at the front of `text` (White_Space of its database).
bool BeginsWithBlank(std::string_view text) {
  constexpr std::string_view kBlanks[] = {" ",      "\u0085", "\u00a0", "\u1680", "\u2000", "\u2001", "\u2002",
                                          "\u2003", "\u2004", "\u2005", "\u2006", "\u2007", "\u2008", "\u2009",
                                          "\u200a", "\u2028", "\u2029", "\u202f", "\u205f", "\u3000"};
  return std::any_of(std::begin(kBlanks), std::end(kBlanks),
                     [&](std::string_view blank) { return text.substr(0, blank.size()) == blank; });
}

}  // namespace

absl::Status CheckNoteName(std::string_view name) {
  bool good = !name.empty() && json::IsUtf8(name);
  for (std::size_t i = 0; good && i < name.size(); ++i) {
    const auto c = static_cast<unsigned char>(name[i]);
    good = c > 0x20 && c != 0x7f && c != '+' && !BeginsWithBlank(name.substr(i));
  }
  if (good) return absl::OkStatus();
  return absl::InvalidArgumentError("a signer's name is UTF-8 without blanks, control characters and \"+\"");
}

absl::StatusOr<NoteVerifier> NoteVerifier::Make(std::string name, PublicKey key) {
  VEXLENS_RETURN_IF_ERROR(CheckNoteName(name));
  VEXLENS_ASSIGN_OR_RETURN(const std::string encoded, EncodedKey(key));
  std::string hash = KeyHash(name, encoded);
  return NoteVerifier(std::move(name), std::move(key), std::move(hash));
}

absl::StatusOr<NoteVerifier> NoteVerifier::Parse(std::string_view text) {
  const auto malformed = [] {
    return absl::InvalidArgumentError("no verifier key: expected <name>+<key id>+<base64>");
  };
  const std::vector<std::string> parts = absl::StrSplit(absl::string_view(text), absl::MaxSplits('+', 2));
  std::string encoded;
  if (parts.size() != 3 || parts[1].size() != 2 * kKeyHashBytes ||
      !DecodeBase64(parts[2], Base64Form::kEither, encoded)) {
    return malformed();
  }
  if (encoded.size() != 1 + kEd25519Bytes || encoded[0] != kEd25519Algorithm) return malformed();
  const std::string spki = absl::StrCat(kEd25519Spki, encoded.substr(1));
  VEXLENS_ASSIGN_OR_RETURN(PublicKey key, PublicKey::FromPem(signing::EncodePem(spki, "PUBLIC KEY")));
  VEXLENS_ASSIGN_OR_RETURN(NoteVerifier verifier, Make(parts[0], std::move(key)));
  if (absl::BytesToHexString(verifier.key_hash_) != parts[1]) {
    return absl::InvalidArgumentError("no verifier key: the key id is not that of name and key");
  }
  return verifier;
}

std::string NoteVerifier::Text() const {
  return absl::StrCat(name_, "+", absl::BytesToHexString(key_hash_), "+", EncodeBase64(*EncodedKey(key_)));
}

absl::StatusOr<Note> Note::Sign(std::string text, std::string_view name, const PrivateKey& key) {
  if (text.empty() || text.back() != '\n' || !IsNoteText(text)) {
    return Malformed("the text is UTF-8 without control characters, and ends with a line feed");
  }
  VEXLENS_ASSIGN_OR_RETURN(const NoteVerifier verifier, NoteVerifier::Make(std::string(name), key.public_key()));
  VEXLENS_ASSIGN_OR_RETURN(const std::string signature, key.Sign(text));
  return Note(std::move(text), {{std::string(name), verifier.key_hash_ + signature}});
}

absl::StatusOr<Note> Note::Parse(std::string_view note) {
  if (note.size() > kMaxNoteBytes) {
    return absl::ResourceExhaustedError(absl::StrCat("a note of more than ", kMaxNoteBytes, " bytes"));
  }
  if (!IsNoteText(note)) return Malformed("not UTF-8, or with control characters");
  const std::size_t end = note.rfind("\n\n");
  if (end == std::string_view::npos || note.back() != '\n') return Malformed("signatures stand below an empty line");
  const std::string_view below = note.substr(end + 2);
  if (below.empty()) return Malformed("it has no signature");
  std::vector<Signature> signatures;
  for (const absl::string_view line : absl::StrSplit(absl::string_view(below.substr(0, below.size() - 1)), '\n')) {
    if (signatures.size() == kMaxNoteSignatures) {
      return absl::ResourceExhaustedError(absl::StrCat("a note with more than ", kMaxNoteSignatures, " signatures"));
    }
    std::string_view rest(line.data(), line.size());
    const std::size_t blank = rest.find(' ', kSignatureBegin.size());
    if (!rest.starts_with(kSignatureBegin) || blank == std::string_view::npos) {
      return Malformed("a line below the text is no signature");
    }
    Signature signature{std::string(rest.substr(kSignatureBegin.size(), blank - kSignatureBegin.size())), ""};
    if (!CheckNoteName(signature.name).ok() ||
        !DecodeBase64(rest.substr(blank + 1), Base64Form::kEither, signature.bytes) ||
        signature.bytes.size() <= kKeyHashBytes) {
      return Malformed("a line below the text is no signature");
    }
    signatures.push_back(std::move(signature));
  }
  return Note(std::string(note.substr(0, end + 1)), std::move(signatures));
}

std::string Note::ToString() const {
  std::string note = absl::StrCat(text_, "\n");
  for (const Signature& each : signatures_) {
    absl::StrAppend(&note, kSignatureBegin, each.name, " ", EncodeBase64(each.bytes), "\n");
  }
  return note;
}

absl::Status Note::Verify(std::span<const NoteVerifier> verifiers) const {
  bool verified = false;
  for (const Signature& signature : signatures_) {
    for (const NoteVerifier& verifier : verifiers) {
      const std::string_view bytes = signature.bytes;
      if (signature.name != verifier.name() || bytes.substr(0, kKeyHashBytes) != verifier.key_hash_) continue;
      VEXLENS_RETURN_IF_ERROR(verifier.key().Verify(SignatureScheme::kEd25519, text_, bytes.substr(kKeyHashBytes)));
      verified = true;
    }
  }
  return verified ? absl::OkStatus() : absl::UnauthenticatedError("the note is not signed by anybody who is believed");
}

}  // namespace vexlens
