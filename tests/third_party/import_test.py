"""A module of C++ loads into the system's Python, beside Python's own OpenSSL."""

import hashlib
import ssl
import unittest

from tests.third_party import chain


class ImportTest(unittest.TestCase):
    def test_answers_as_openssl_does(self):
        self.assertEqual(
            chain.hash_member('{"text":"abc"}', "text"),
            hashlib.sha256(b"abc").hexdigest(),
        )

    def test_raises_across_the_border(self):
        with self.assertRaisesRegex(ValueError, "no such member"):
            chain.hash_member("{}", "text")

    def test_leaves_openssl_usable(self):
        self.assertTrue(ssl.create_default_context().get_ciphers())


if __name__ == "__main__":
    unittest.main()
