package org.attestry.cli.completion;

/** The shells that a completion script can be written for. */
public enum Shell {
    BASH,
    ZSH,
    FISH
}
