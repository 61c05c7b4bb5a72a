package org.attestry.rego.syntax;

/** Which grammar a module is read with. */
public enum RegoVersion {
    /** Bodies without {@code if}, sets without {@code contains}; a module may opt into V1 by {@code import rego.v1}. */
    V0,
    V1
}
