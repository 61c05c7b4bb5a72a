/**
 * Calls the service of the cluster: challenge, evidence, token (the passport model of RFC 9334 section 5.1).
 */
@NullMarked
package org.attestry.agent.service;

import org.jspecify.annotations.NullMarked;
