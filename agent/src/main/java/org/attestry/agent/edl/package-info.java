/**
 * The EDL compiler: a description of an enclave's border in, stubs for both of its sides out.
 *
 * <p>{@link org.attestry.agent.edl.EdlCompiler} reads files and their imports, checks them and gives an
 * {@link org.attestry.agent.edl.Interface}; the generators turn that into text. Marshalling has the layout of secGear's
 * GlobalPlatform back end, and works in both directions.
 */
@NullMarked
package org.attestry.agent.edl;

import org.jspecify.annotations.NullMarked;
