package org.attestry.agent.enclave;

import org.attestry.bytes.Bytes;

/** What actors need of an open enclave; {@link Enclave} in production, a fake in tests. Every method may block. */
public interface CallableEnclave extends AutoCloseable {
    NativeResult call(int number, Bytes in, int outSize);

    TaskResult start(int number, long... words);

    TaskResult collect(int id);

    /** Lets so many switchless workers take calls; false where the enclave cannot, or is dead. */
    boolean workers(int count);

    @Override
    void close();
}
