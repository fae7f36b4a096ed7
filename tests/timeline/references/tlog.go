// Answers questions about the log whose entry number i is "leaf <i>", with golang.org/x/mod/sumdb/tlog.
//
//	root N            the root of the first N leaves
//	leaf I N          the proof that leaf I is in the tree of the first N
//	tree M N          the proof that the first M leaves begin the tree of the first N
//	note              a line "<verifier key>", then a signed note that ends with the input: its text, if it holds
//
// Answers are digests in hexadecimal, a line each.
package main

import (
	"bufio"
	"encoding/hex"
	"fmt"
	"io"
	"log"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

var (
	stored []tlog.Hash
	leaves int64
)

func read(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		hashes[i] = stored[index]
	}
	return hashes, nil
}

func grow(size int64) {
	for ; leaves < size; leaves++ {
		entry := []byte(fmt.Sprintf("leaf %d", leaves))
		hashes, err := tlog.StoredHashes(leaves, entry, tlog.HashReaderFunc(read))
		if err != nil {
			log.Fatal(err)
		}
		stored = append(stored, hashes...)
	}
}

func answer(hashes []tlog.Hash, err error) {
	if err != nil {
		log.Fatal(err)
	}
	words := make([]string, len(hashes))
	for i, hash := range hashes {
		words[i] = hex.EncodeToString(hash[:])
	}
	fmt.Println(strings.Join(words, " "))
}

func openNote(in *bufio.Reader) {
	key, err := in.ReadString('\n')
	if err != nil {
		log.Fatal(err)
	}
	verifier, err := note.NewVerifier(strings.TrimSpace(key))
	if err != nil {
		log.Fatal(err)
	}
	message, err := io.ReadAll(in)
	if err != nil {
		log.Fatal(err)
	}
	opened, err := note.Open(message, note.VerifierList(verifier))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Print(opened.Text)
}

func main() {
	in := bufio.NewReader(os.Stdin)
	for {
		line, err := in.ReadString('\n')
		if err == io.EOF {
			return
		}
		if err != nil {
			log.Fatal(err)
		}
		var kind string
		var a, b int64
		fields, _ := fmt.Sscan(line, &kind, &a, &b)
		switch {
		case kind == "root" && fields == 2:
			grow(a)
			hash, err := tlog.TreeHash(a, tlog.HashReaderFunc(read))
			answer([]tlog.Hash{hash}, err)
		case kind == "leaf" && fields == 3:
			grow(b)
			proof, err := tlog.ProveRecord(b, a, tlog.HashReaderFunc(read))
			answer(proof, err)
		case kind == "tree" && fields == 3:
			grow(b)
			proof, err := tlog.ProveTree(b, a, tlog.HashReaderFunc(read))
			answer(proof, err)
		case kind == "note" && fields == 1:
			openNote(in)
			return
		default:
			log.Fatalf("no question: %s", line)
		}
	}
}
