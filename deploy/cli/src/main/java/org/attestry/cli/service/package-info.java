/** Commands that ask a running service: nodes, baselines, policies, audit records, explanations. */
@NullMarked
package org.attestry.cli.service;

import org.jspecify.annotations.NullMarked;
