/* A program that speaks TLS by OpenSSL 3 while it signs by vexlens, which has a BoringSSL inside: neither may take the
 * other's functions for its own. */
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "vexlens.h"

/* Of RFC 8410, section 10.3. */
#define PRIVATE_KEY                                                    \
  "-----BEGIN PRIVATE KEY-----\n"                                      \
  "MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n" \
  "-----END PRIVATE KEY-----\n"
#define PUBLIC_KEY                                                 \
  "-----BEGIN PUBLIC KEY-----\n"                                   \
  "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n" \
  "-----END PUBLIC KEY-----\n"

static void Need(int holds, const char *what) {
  if (holds) return;
  fprintf(stderr, "failed: %s\n", what);
  exit(1);
}

static void SignAndVerify(void) {
  const vexlens_str private_key = VEXLENS_STR(PRIVATE_KEY);
  const vexlens_str public_key = VEXLENS_STR(PUBLIC_KEY);
  vexlens_bytes *envelope = NULL;
  vexlens_bytes *payload = NULL;
  Need(vexlens_dsse_sign(VEXLENS_STR("text/plain"), VEXLENS_STR("hello"), &private_key, 1, &envelope) == NULL, "sign");
  Need(vexlens_dsse_verify(vexlens_bytes_view(envelope), &public_key, 1, 1, &payload, NULL) == NULL, "verify");
  Need(vexlens_bytes_view(payload).size == 5, "payload");
  vexlens_bytes_free(payload);
  vexlens_bytes_free(envelope);
}

static X509 *Certificate(EVP_PKEY *key) {
  X509 *certificate = X509_new();
  X509_set_version(certificate, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate), -60);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
  X509_set_pubkey(certificate, key);
  X509_NAME *name = X509_get_subject_name(certificate);
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, (const unsigned char *)"here", -1, -1, 0);
  X509_set_issuer_name(certificate, name);
  Need(X509_sign(certificate, key, EVP_sha256()) > 0, "certificate");
  return certificate;
}

/* End is one end of a connection in memory. */
static SSL *End(SSL_CTX *context, BIO *reads, BIO *writes) {
  SSL *ssl = SSL_new(context);
  BIO_up_ref(reads);
  BIO_up_ref(writes);
  SSL_set_bio(ssl, reads, writes);
  return ssl;
}

static void SpeakTls(void) {
  EVP_PKEY *key = EVP_EC_gen("P-256");
  X509 *certificate = Certificate(key);
  SSL_CTX *server_context = SSL_CTX_new(TLS_server_method());
  SSL_CTX *client_context = SSL_CTX_new(TLS_client_method());
  Need(SSL_CTX_use_certificate(server_context, certificate) == 1, "certificate of the server");
  Need(SSL_CTX_use_PrivateKey(server_context, key) == 1, "key of the server");
  X509_STORE_add_cert(SSL_CTX_get_cert_store(client_context), certificate);
  SSL_CTX_set_verify(client_context, SSL_VERIFY_PEER, NULL);
  BIO *to_server = BIO_new(BIO_s_mem());
  BIO *to_client = BIO_new(BIO_s_mem());
  SSL *server = End(server_context, to_server, to_client);
  SSL *client = End(client_context, to_client, to_server);
  SSL_set_accept_state(server);
  SSL_set_connect_state(client);
  for (int turn = 0; turn < 20 && !(SSL_is_init_finished(server) && SSL_is_init_finished(client)); ++turn) {
    SSL_do_handshake(turn % 2 == 0 ? client : server);
    SignAndVerify();
  }
  Need(SSL_is_init_finished(server) && SSL_is_init_finished(client), "handshake");
  char heard[8] = "";
  Need(SSL_write(client, "hello", 5) == 5, "write");
  SignAndVerify();
  Need(SSL_read(server, heard, sizeof(heard)) == 5 && memcmp(heard, "hello", 5) == 0, "read");
  SSL_free(client);
  SSL_free(server);
  BIO_free(to_client);
  BIO_free(to_server);
  SSL_CTX_free(client_context);
  SSL_CTX_free(server_context);
  X509_free(certificate);
  EVP_PKEY_free(key);
}

int main(void) {
  SignAndVerify();
  SpeakTls();
  SignAndVerify();
  printf("%s beside %s\n", vexlens_version(), OpenSSL_version(OPENSSL_VERSION));
  return 0;
}
