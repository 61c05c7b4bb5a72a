/**
 * The command line {@code attestry}: what a person or a script types, turned into one call, one answer and one exit code.
 *
 * <p>Commands decide nothing about evidence or tokens: they call the same verifiers, the same service and the same agent that
 * everybody else calls. Everything of the process they need comes in as a {@link org.attestry.cli.Console}, so that tests run them in
 * the same JVM.
 */
@NullMarked
package org.attestry.cli;

import org.jspecify.annotations.NullMarked;
