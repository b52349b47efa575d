#!/usr/bin/env node
// The installed program.
import "../dist/bin.js";
