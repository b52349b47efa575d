import { expect, it } from "vitest";
import { allowanceOf, contact, contactOf, trait } from "./contact-kind.ts";

const { donor, acceptor, positive, negative, phantom, hydrogen } = trait;

it("bonds donors with acceptors either way round, and nothing else", () => {
  expect(contactOf(donor | hydrogen, acceptor)).toBe(contact.hydrogenBond);
  expect(contactOf(acceptor, donor | hydrogen)).toBe(contact.hydrogenBond);
  expect(contactOf(acceptor, acceptor)).toBe(contact.plain);
  expect(contactOf(donor, donor)).toBe(contact.plain);
  expect(contactOf(0, acceptor)).toBe(contact.plain);
});

it("asks of charges that they are opposite", () => {
  expect(contactOf(donor | positive, acceptor | negative)).toBe(contact.chargedHydrogenBond);
  expect(contactOf(donor | positive, acceptor | positive)).toBe(contact.plain);
  expect(contactOf(donor | positive, acceptor)).toBe(contact.hydrogenBond);
  expect(allowanceOf(contact.chargedHydrogenBond)).toBeGreaterThan(allowanceOf(contact.hydrogenBond));
  expect(allowanceOf(contact.plain)).toBe(0);
});

it("lets a stand-in for a hydrogen of water touch acceptors only", () => {
  expect(contactOf(acceptor, donor | phantom)).toBe(contact.hydrogenBond);
  expect(contactOf(0, donor | phantom)).toBe(contact.none);
});
