"""Names for the seeded district, from many places; some with the characters that break careless code."""

from __future__ import annotations

import random
import unicodedata
from functools import cache

__all__ = ["FAMILY_NAMES", "GIVEN_NAMES", "SCHOOL_NAMES", "ascii_slug", "pick_name"]

_GIVEN = """
    Aaliyah Aarav Abigail Adaeze Aidan Aisha Alejandro Alice Amara Amina Amir Ana Andre Anika Anna Arjun Asher
    Astrid Aurora Ava Ayaan Beatriz Benjamin Bilal Brooklyn Caleb Camila Carlos Charlotte Chiara Chloé Clara
    Daniel Darius David Diego Dimitri Ebony Efua Eleanor Elena Eli Elif Elijah Emilia Emma Esperanza Ethan Eva
    Ezra Fatima Felix Fiona Francesca Gabriel Genevieve Grace Hana Hannah Harper Hassan Henry Hiroshi Hugo
    Ibrahim Imani Ines Ingrid Isaac Isabella Ivy Jabari Jack Jada Jalen Jamal Jasmine Javier Jayden Jin John
    Jordan José Josiah Juan Julia Kai Kaito Karim Kavya Keisha Kenji Khadija Kofi Kwame Laila Leah Leila Leo
    Liam Lila Lina Linh Logan Lorenzo Luca Lucia Luna Maeve Malik Maria Marisol Mateo Matilda Maya Mei Mia
    Micah Miguel Mila Minh Mohammed Muhammad Nadia Naomi Natalia Nathan Ngozi Nia Niamh Nikhil Noah Noor Nora
    Oliver Olivia Omar Oscar Parker Penelope Priya Quinn Rafael Rania Ravi Renée Riley Rohan Rosa Ruby Samir
    Samuel Santiago Sarah Sasha Sean Sebastián Selin Siobhán Sofía Sophia Stella Talia Tariq Tenzin Theo Thiago
    Tomás Tyrone Uma Valentina Victor Violet Wei William Willow Ximena Yara Yasmin Yuki Yusuf Zahra Zara Zoë
"""

_FAMILY = """
    Abara, Abdi, Adams, Adeyemi, Aguilar, Ahmed, Ali, Alvarez, Andersen, Anderson, Antonov, Asante, Bailey,
    Baker, Banerjee, Barnes, Begay, Bell, Bennett, Bianchi, Brooks, Brown, Campbell, Carter, Castillo, Chang,
    Chavez, Chen, Cho, Choi, Clark, Cohen, Coleman, Collins, Cooper, Cruz, D'Angelo, D'Souza, Davis, Dela Cruz,
    Diallo, Diaz, Dubois, Edwards, El-Sayed, Eriksson, Evans, Fernández, Fischer, Flores, Foster, Fraser,
    Garcia, García, Gomez, Gonzalez, Goldberg, Gray, Green, Gupta, Gutierrez, Haddad, Hall, Harris, Hassan,
    Henderson, Hernandez, Hill, Hoang, Hoffman, Howard, Hughes, Hussain, Ibrahim, Ito, Ivanova, Jackson, James,
    Jansen, Jenkins, Johnson, Jones, Kaplan, Katz, Kaur, Keller, Kelly, Khan, Kim, King, Kowalski, Kumar, Le,
    Lee, Lewis, Li, Lin, Liu, Long, Lopez, López, Martin, Martinez, Mbeki, McCarthy, McDonald, Mehta, Mendoza,
    Mensah, Miller, Mitchell, Mohamed, Moore, Morales, Morgan, Müller, Murphy, Myers, N'Diaye, Nakamura,
    Nelson, Nguyen, Nguyễn, Novak, Núñez, O'Brien, O'Connor, O'Neill, Okafor, Okonkwo, Oliveira, Ortiz, Osei,
    Park, Parker, Patel, Perez, Petrov, Pham, Phillips, Popescu, Price, Qureshi, Quispe, Rahman, Ramirez,
    Ramos, Reed, Reyes, Richardson, Rivera, Roberts, Robinson, Rodriguez, Rogers, Romero, Ross, Rossi, Ruiz,
    Russell, Saito, Sanchez, Sanders, Santos, Sato, Schmidt, Scott, Shah, Silva, Simmons, Singh, Smith,
    Smith-Jones, Solberg, Soto, Stewart, Suzuki, Tanaka, Taylor, Thomas, Thompson, Torres, Tran, Tsosie, Turner,
    Usman, Vargas, Vasquez, Vu, Walker, Wang, Ward, Washington, Watson, White, Williams, Wilson, Wójcik, Wong,
    Wright, Wu, Yamamoto, Yang, Yıldız, Young, Zhang, Zhou, Zimmerman, de la Cruz, van der Berg
"""

GIVEN_NAMES = tuple(_GIVEN.split())
FAMILY_NAMES = tuple(name.strip() for name in _FAMILY.split(","))

SCHOOL_NAMES = (
    "Lakeview",
    "Rosa Parks",
    "Cedar Grove",
    "César Chávez",
    "Harriet Tubman",
    "Riverside",
    "Katherine Johnson",
    "Pine Hill",
    "Frederick Douglass",
    "Sally Ride",
    "Washington",
    "Maya Angelou",
    "Northgate",
    "Ellen Ochoa",
    "Mae Jemison",
    "Oak Hollow",
)


def pick_name(rng: random.Random) -> tuple[str, str]:
    """A given and a family name."""
    return rng.choice(GIVEN_NAMES), rng.choice(FAMILY_NAMES)


@cache
def ascii_slug(text: str) -> str:
    """Lower-case ASCII letters and digits only, for addresses and codes."""
    plain = unicodedata.normalize("NFKD", text.replace("ı", "i").replace("ł", "l")).encode("ascii", "ignore")
    return "".join(char for char in plain.decode().lower() if char.isalnum())
