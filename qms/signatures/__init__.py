"""Signatures: who, in which post, when, with what meaning, over exactly which bytes. For any record that is signed."""
