"""Ordinary English words that are one slip from a pattern's word; they are never set right."""

from __future__ import annotations

ORDINARY = frozenset(
    """
aback abel aboard abstraction abundance abused abuses accession accountability accountable
accountant accountants accounting accounts acre acres acted actions acton actor actors adapted
addition adjustments adler admissions admit advance advances advantages advent advertising advise
adviser advises advisors aerial aesthetic afar affection african afterlife aftermath afternoons
afterward agents aground ahmad aided aiden aiding aims ain airbus aired airfield airfields airing
airlift airline airlines airmen airplanes airplay airports airs airspace airways akin alain alam
alarms albert alf alias alice alike alla allegro allen allie allies allison allmusic alongside aloud
alphabet alps alsace alta alter alternatives altitudes alton ambient ambush amend amended american
americas ames amid amiga amin amman amor amore amos amour ample amused amusing anders andover andy
angel angela angels angled angles anglo anna annie answers antarctica antennae antennas antibody
anton anya apartments apes appealed appealing appear appears apples appleton applies appointments
apprentice apron arabs aragon arbitration arbor archer archers archive archway arcs arden ardent
aren arena arenas ares argent argentine arguments arias arid arise arises arising armand armed
armory armstrong arose aroused arranged arranger arresting arrests arrive arrives arrow ars
artifacts arts artwork artworks arun aryan ascent ascot ashe asher ashes asiatic aside aspen
aspirations aspiring assam assaults assent assert asserts assess asshole assign assigned assignments
assigns assistants assisting associate associates associations assume assumes assure assured
asteroid asteroids aston astor astro atlantis atlas atop attach attache attacker attacking attempts
attendants attention attested attire attitude attraction auction audi audit auditor augusta auguste
augusto australian availability available avery avid avoided avoids await awakening award awhile
bach backbone backdrop background backing backlash backpack backseat backstage backup backyard
bacterial badges bain baird baked bald ballad ballads ballistic ballots ballroom banda banded bandit
bandits bangladeshi bangor bangs banished banker bankers banking banks banner banners banning barber
barclay bard bared bargain bargaining barge bari barked barker barking barley barlow barnet barns
baron barr barrage barred barrels barren barrie barrier barrington barrow barry bartender barton
basal baseball basel baseline baseman bases basha basics basil basin basins bass batavia batch bates
bathing bathrooms batman bats batted batter batting battled battlefield battles battleships bauer
bayer bays beaches beacon beale beam beaming beams bearings bears beast beasts beatles beatrice
beaver becker bedrock bedrooms bedside beech beetle beforehand begged beginnings begs behalf behave
behaved behaviors beheaded behold beings beit belfast beliefs believed believer believers bell bella
belle bellowed bells belonging beloved belts benches benefits benin benny benton benz berger berman
bern berth besides beth betray bets betting beverly biased bicycles bidding bids biker bikes biking
billboard billed billing billion bills billy bind binding binds bing birch birthplace births
blackberry blackburn blackmail blackpool blacksmith blackwell bladed blake blame blaming blanc
blanche bland blasting blasts blaze blazed bleak blend blending blessing blinked bliss bloc blockade
blogs blond blooded bloom blooms bluegrass blurted blush blushed boar boarded boarding boardwalk
boasted boating boats bobbed bobbles bobby bodyguard bodyguards boeing boiled boise bold bolted
bolton bolts bombers bombing bond bonding bonds bonus booker booklet bookstore boomed booming boone
boosted booth booths bordered bordering borders bore boring botany bottoms bounced bounded bounds
bounty bowen bowled bowler bowls bowman boxed boxer boxers bracing bracket brad brady braid brains
braking bran branched branching branding brandon brandt brasil brass braun brave bravery braves
brawl breach breached breadth breakaway breakdown breaker breakers breakout breakthrough breakup
breaststroke bred breed breeding breeds brent brest bret brett brewing brian bride bridgeport
bridget briefcase briefing briefs brien brig briggs brightened brighton britten broad broadcasting
broadcasts brock brodie broker brood brook brooke brooks brothel broughton browne browning browns
brows bruce bruins bryce buck buckley buddy budgets buffer buffy buick buildings builds bulldog
bulldogs bulletin bulls bullshit bully bumper bundled bundles bunny buren burger burnham burr burt
burton bury burying busch bushes businessman businessmen buster butch butler butte buzzed bypassed
bytes cabinets cabins cables cache cade caden cadets caf cafes cain cal calder cale caller calls
callum calmed calming cambridge cambridgeshire cameo cameras cameroon campground campo camps campus
campuses canals cancellation candi candidate candles cane canine cannes canning cannon cannot canon
canteen canton cantor capability capable capt cara carbonate cardboard cardinals cardiovascular
cared careers carefully careless caress caressing carey cargo caring carlo carlos carlton carly
carmel carmen carmine carp carr carrie carriers carroll carrot carson cart cartel carter cartoon
carts carved carver carving carvings cary cases casper cass cassie caste castes casting castro casts
catcher cater catering catfish cattle causeway caves ceasefire cedar ceilings cellar cello celtic
celtics centers centred centres cents certain certificates cesare chain chaired chairman chairperson
chairs challenged challenger champ champs chancel chances chang channels chant chanting chants
chapters char characteristic characteristics characters chargers charges charging chariot charleston
charming charms charred charted charter charting chase chatham chatter che cheat cheated cheating
checks cheekbones cheerfully cheerleading cher cheshire chester chet chiba chick chickens chicks
childish childless chile chilling chinatown ching chip choir chooses chopin chopper choral chords
chorus chuck chuckled chunk cinder cindy cinemas cinematic circa circled cisco cites citing citizens
civic clade clair clan clans clapping clapton clare clarity clary clash clashed clashes clasp
clasped classed classmate classmates classrooms claus clause clauses clayton cleaned cleansing
cleanup clearer clement clever cliffs climates clinch clinched clinging clinics clint clips clive
cloak clocks clone clones closest closet clothed clothing clown clubhouse clues clung cluster
clutched coaching coalition coarse coaster coastline coasts coating coats cocked cockpit cocktail
coco codes coding coffin coiled coin col cole coli colin colleagues colleges collisions colony
coloring colt colton colts columns combatants combinations combine combines comeback comedies comet
comets comic command commandos commands commence commended commented commercials commits committee
committees commonplace commune commuted commuter compare compares comparing compass compassion
compassionate competed competes competitions complain complaints completes completing completion
compliant compose compounds compressor comprise comprising compromise compton compute computed
computers concentrated concentrating concentration concentrations concept concern concerto concerts
concord concourse concurrent concurrently condo condoms conduct conducting conductor cones confessed
configured confines conform confront confrontation confronting confuse congo conjunction conner
connor conor conquest conscription consecrated consecration conserve considerable consideration
considerations considered considers consistent consoles consolidate consolidation consonant
consonants consort constable constantin constrained constructed constructing constructions
consultants consume consumer contacted contained containers contemporary contend contender
contention contents contestant contestants contested contests context contiguous contractor contrast
contrasted contrasting contrasts contributing contribution controller convent converge conversations
conversion convert converting convince convinces conway cooke cookie cooks cooper coordinated
coordinates copeland copied coptic copying cora cores cornell cornerback cornerstone cornice cornish
coroner corps corpses corrections cortes cortex cosmetics cosmos costa costly costumes couldn
coulter countdown counterattack counterpart counterparts counters countess counties countryside
coupe coupled couples courthouse courtroom courts courtyard cousins cove coven coverage covering
covers covert coveted coward cowboy cowboys coyotes cradled craft crafts cramer crane cranes crank
crashes craters craved craving crawley crazed creaked creamy create creates creator credits cree
creed creeks creep crest crested crete crews crime crimes cringed crisp croatian crops crossbow
crosses crossings crossover crouch crow crowds crowe crown crowned crowns crows cruise cruises
cruising crust crypt crystalline crystals cubic cues cuffs cunning cupped curate cured curly
currents cursed curses cursing curt curve curved curves curving custer custom cute cutler cycles
cyrus dail daisy dale daly damages dancer dancers dane danes danger dangers daniel daniela danish
danny dante dared daring darling darted darts dashed database dated dawned daylight daytime dayton
deadline dealing deals deaths debts deceased deception decide decides decks declined declines decor
decorate decrease decreases decree decrees dedication deed deeds deemed defeated defeating defeats
defective defects defend defendant defined defines definitions delay delicious delivers dell della
demand demanding demi demon denial denis dennis denny dense dentistry denton departing departmental
departments depending depleted dept depth derivation derive derived derives derry descent deserts
deserved deserves designate designation designed designers designing designs desired desktop dessert
destroy destroyer detecting detection detective detector detention developer developmental
developments develops devices diagram diagrams dialed diameter dickinson dickson didn diego dietrich
differ differences differentiate differentiation digger digit digits diner ding dining dinners
dinosaurs dipped directing directions directive director directorate directs disclose discontent
discourage discouraged discover discovering discovers discovery discus disliked disrupt distances
disturb dive diver divers divine dobson docked docking docks doctorate dodge dodged dollar dolls
dolly domain domed domes dominican dona donate donations dong donna donors doorstep doorway doping
dorset doubted dough dove dover downfall download downloadable downloaded downloads downstream
downtown downward dowry draft drafting drafts dragons drainage drains drake drama dramas draper
drawings draws dreaming dressed dresses dripped drivers drone droplets drought drowned drugged drums
dubbed ducked ducks duet duffy dukes dummy dumped dumping dunes durable durham dustin dusty dutch
dutton dwell dwelling dwellings eager eagles earl earle earls earn earned earnest earning earnings
east easter eaton edged eel eels efforts egan eight elaine elder elections electron ella ellington
ellis elsewhere elves elvis emergence emery emory emotions empress enable endured engage engages
engined engineering engineers engines englishman enjoyable enjoys enraged ensure enterprise enters
entirety envoy enzo enzyme equality equals erased essays estate estates esther estimate estimates
etched eternal ether ethiopian euro europa events everest evergreen everton evidenced ewing examined
examiner examines examining examples exceeds exchanged excited excused excuses exists exit exited
exiting exits expands expectation expects expeditions experiences explaining explains explanations
explore explored explores exploring explosives expose expressions expressive expressway extent
extraordinary extras extravagant extremes eyebrow eyeing eyelashes faber fable fabrication fabrics
facebook facing fact faction facto factors factual faculty fae failures faintly fairchild fairfax
fairfield fairs fairy fallon fallout faltered fame famed fancy fangs fare fares fargo farmers
farmhouse farmland farms fatal fatally fated fates fathers faults fauna faust faye feared fearing
fearless fears feast feat feather feedback feeder fees fellow females femme fences ferrer ferries
festivals fetch fewer fiancee fiba fiction fielding fighter figure filed files filing filly filming
filmmaker filmmaking filters finale finals finance finch finding finds finer fines fingerprints
finishes finland finn finnish fins firearm firearms fired firefighters fireplace fires fireworks
firms firth fis fished fishes fisted fitch fitz fixture flagship flame flames flanked flanking
flanks flap flashback flashbacks flashed flashlight flawed flaws fleeing flees fleet fleming flemish
flicked flicking flinched fling flint float floated flock flooded flooding floods flour flowed
flowering flowers flows flute flutes flyer folder folds follower follows folly foo fool fooled fools
footage foothills footprint footprints footsteps foraging forbes forcefully ford fore forged forgive
forgiven forks formal formally format formation former formidable forms forrest forster fort forte
forth forts fortunes founded founder founding fountain fountains fours foxes foyer framed frames
framework framing frances franco francs frank franks freak freaked freaking freaks fred freed
freedoms freeing freeman freeway freight frenchman freshmen freshwater fridays friedman friedrich
friendship friendships fringe fronted frontman fronts frown frowning fruits fucking fuels fullback
fund funky furrowed furry furthermore futures gable gabled gables gaelic gage gaining gains gale
gallant gallo gameplay gamer gamma gangs gaped gaps garde gardens garry garth gases gasped gaston
gastropod gates gateway gather gatherings gavin gaze gazed gazes gearbox gears geek genera generals
generate generated generates generations generator genesis genetic genetics genres gentlemen gentry
genus germain germans gerry ghosts giants gifted gifts giggled giles gill gilles gina girlfriends
glad glare glared glaring glide gliding glittering globe glossy glover glowing glue goalkeeper
goaltender goats gobble goddamn godfather goin goldman goldsmith golfer gong goodman goodnight goods
goodwill goran gore gorge gorman gotham gough gould gown gracefully gracie graded grades grady graf
grafton grain grains grammar grammy grande grange grant granting grants graphs grasses grassland
grassy gravely graveyard grayson graz grazing greasy greaves greed greeks greene greenfield greenish
greenland greens greenwood greer greet greta grid grille grim grimaced grimes grimm grins groan
groans gross grossed grossing groundbreaking grounds groundwater grouping groups grove groves growl
growled growling growls grunt grunted guess guild guilt guineas guitars gunfire gunmen gunner
gunpowder gust habitat hacker hades hadn hague hailed hairy hale halftime hallmark halls hallway
hallways halted halves hamas hamid hamish hamlet hamlets hammersmith hampered han hana handball
handbook handel handgun handheld handicapped handing handler handles handsome handy hanged hank
hanna hannover hanover hans hardcover harden hardest hardin harding hardwood hardy harley harmless
harmon harness harp harper harrow harry harsh harta hartman hash hasn haste hasty hated hatfield
hatred haunt haven havilland hawkins hawks hayes hayward header headlights headline headlined
headlines headlining headquarters headwaters healer healthcare healy hearings hears hearst
heartbreak hearth heartland heath heather heats heaved heaven heavyweight hebrew heck heights heir
heirs helens helpless henan hence henson hepburn herbs herd herds herman heroic heroine heron hess
hidden hideout hides highland highlight highlighting highlights highways hillside hilltop himalayas
hindi hindus hines hinges hinted hints hired hires hiring hispanic hiss hissed hissing hitch hitter
hive hobart hobbs hodge hodges hogan holder holdings holly holm holmes holt holy homecoming homeland
homemade homes hometown honest honestly honey honor hooded hooker hooks hoop hoped hopefully hopes
hopped hopper horde horn horne horned horns horror horseback horsemen horsepower horst hospitals
host hosted hostel hosting hosts hotels hound hounds housed household households housekeeper
housemates houses hovered howard huddled huffington humane humans humble hummed humor humour hunan
hunched hungary hunt hunted hunter hunting hunts hurley hurrying hurst hushed husky huts hutton
hydra hydroelectric hyperventilate hyperventilated hyperventilates hypothesis iain icon ideal ideals
igor images imaging imam imitation immortal impatient imperfect imply import important impose
impress impressed impression impressive imprint impromptu improper improvements impulse inability
inaccessible inactive incapable incense incentive inched inclined included includes income incomes
incoming incomplete inconsistent incorrect indefinite indefinitely independence independent indian
indie indies indifference indifferent indira indirect indo indochina indonesian indoors induce
inducted induction inexperienced infectious inflation inform informant informed informing ingram
ingrid inhabit inhabitants initiate injunction injustice inland inlet inline inmate inmates input
inputs inscription insert insider insight insignificant insistent inspecting inspection inspector
instincts instruction instructors insulting intends intent intention inter interesting interests
interfered internacional internationale internationals interned interrupt intervals intra intro
introduce introduces inversion inverted invest invested involves iona ionic iphone ipod iran iris
isis island ismail israeli israelis issued item itunes ivan ives izzy jace jackets jackson jagger
jailed jain jalan jamaican james jana janice jared jenks jenny jens jerry jess jingle johnson
johnston johnstone joining joins joked joker jokes joking jolly jones jorge journals journeys judge
judging juicy jules junctions juniors justice justin karin keating keepers keller kelly kemp kenny
kenyan kerman kernel kerry keyboards keynote keystone kicker kickoff kidd kidnap kilda kildare
killings kin kinds kings kisses kits knicks knight knights knockout knowledge knows korean kraft
kurt labeling labelled labels laborers labourers labs laced lacey lacked lacks lakers lakes lakeside
lamps lana landfall landfill landing landmark landmarks landon lands landslide lanes lange lankan
laos larry lasers lashed lashes latino latitude latter lauded laughs launching lava lavish lawful
laws lawson lawsuit lawyers layers layout lays layton leach leader leafs leaned leans leaped leaps
lear learning learns learnt leary lease leased leases leasing lectured ledger legend legends leger
legion legions leigh leisure lending lengthy lenny leon les lesions lest lester lettering letterman
lever libel lick lied lifeboat lifespan lifestyle lighted lighthouse lighting lightweight liked
liking lila lille limestone limitations lineage lineman linen liner lineup ling linger linking
liquidation listening lister listings lists lived lively livery livestock livingstone lizzie lloyd
loaned loans lobby lobes localized locals locke locker locus logan logged logging logic logistics
logos lola lone lonely longed longing longtime lookout loomed looming loops looted looting lords
lori losers losses lough lounge lover lovers lowe lowland lowry loyal lucknow lucky lumber lunar
lunged lured lynch lyndon lyric lyrical lyrics mabel mace mach machines mack mackay maclean macon
macro madam madden maddie maddy madeline madly madman madrid magazines mage magnum maine mainland
mainline mainstream majors makers makeshift mala malaysian males mali malice malik mall malone
mammal mammoth mana managers manages mandal mandate mandates manga manhattan mani mania mankind
manly manned manning manny manor manpower mansfield mansion manson mantle manuel manufacture
manufactured manufacturers manufactures mapped mapping marc marcel marche marches marco marge mari
maria marin marina mariners marino mario marion maris markers marketing marketplace markets markham
markings marko markus marlon marne marquez marred marries marry marrying mars marshall mart martial
marty masked masks massey massif master masters mastery mata matched matching mated mateo mater
mating mats matteo mattered mature maxim maximal maximus maxwell maya mayer mayfair mayfield mayor
mayoral mcgill mcgraw mclean mcmillan mead meanings meantime meanwhile measurements meath medal
medallion medals medial mediation medina meetings meets megan mein melee mellon members membrane
menace menon mentor mentoring merely merge merry messaging messina meta meteor metis metre meyer
microphone microsoft microwave middlesex middleton middletown middleweight midfield midi midland
midsummer midtown midway midwest mighty migrate migrated mildred milestone miller milling millions
mills milos mina minas minded minds mined minerals miners mines mingled minimum ministries minors
minus miracles mission missy mistaken mistakes mister mitch mixer mixes moaning moans mobilized
mocked mocking model modeled moderator modes module modules moist molded momma monkeys monks
monsters mont monte monty moods moonlight moors moose moral moreno moreover morrow morse mortals
mortar morton moscow moses moshe motel moths motif motionless motive motor motorcycles motorsport
motorsports motown motto mound mounds mount mounted mounting mounts mourning movies muller
multimedia multiplayer munchen munro munster murders murmurs murphy muscled muse musica musicals
musik mustache muster mutations mutter myles mysore myspace mystic myths named namesake nancy
narrows nasa nascar natalia nations naval nave neal nearby nearing neatly nec necklace nee
neighboring neighbouring neither nell nelly nemesis nepali nesting nestled nestor nests netting
networking networks neural nevertheless newfound newfoundland newman newmarket newport newscast
newsletter newspapers newsweek newton newtown nickel nickname nicky niger nigerian nightclub
nightfall nightingale nightmares nightstand nils nipples nitrate nobble nobility nods nonetheless
nonprofit nora norfolk norma norman normandy norms norse norte northbound northeastern northernmost
northward northwest northwestern norton norway norwood nosed noses notable notebook noted nothin
notices noting notion notions notwithstanding nova novel novi novice nuclear numbering numbing oasis
object oblast oblique oboe obstacles occasions occurred occurrences occurs oder offence offended
offender offering officer offset offspring oilers oils oldham olive oliver oman onboard onstage
onward onwards openings operate operates operatives opined optics orbit orbiting orbits orchards
orchestrated ordeal ordering organised organism organist organize organized organizers organizes
originals orion orson orton otter ought ounce ours ousted outbreak outburst outcome outcomes outdoor
outfit outfits outgoing outing outlaw outlet outlets outlined outlines outlook outlying outpost
outputs outrage outreach outright outset outsider outskirts outstanding outstretched outward overall
overcame overcome overcoming overgrown overhaul overheard overland overlap overlook overlooked
overlooking overrun oversaw oversee overseeing overseen oversees oversight oversized overthrow
overtime overtook overturned overview owed owen owens owing owned owning owns paced paces packaged
packages packaging packers padded paddington paddy pageant pained painter paintings paints pairing
pairs paisley pakistani pal palace palaces pali palma palmer palo pancakes panted panthers pantry
papal paperback parades parameter parameters paramilitary paranoid paranormal parapet parasite
parcels parenting parish parishes parker parks parkway parlor parry parsons parted particle
particles parties parting partition partnering partners partnerships partridge passages passageway
passion passionate passive passport password pasta paste pastor pastoral patent patents paths
pathway pathways patrol patsy patting patty paused paved pavel pawn payload payments payroll pays
payton peace peach peaked peaking pearson peasant peasants peck peeked peeking peerage peered peers
peggy peking pena penal pending penguins penn penned pens pensions peoples percentage perch perched
perfection performances performed performing performs perimeter permission permit permits perry
persist persona petals peters petite petition petty phelps phenomena philippine phonetic photograph
photographs photon physicians pianos piazza pickering picket picks pickup pictured pierce pike piles
pilots pines pinning pinto pipeline piper pirates pitched pitcher pitches pitching pitted placing
plaid plains planck planes planets planner plantation plastics platforms platt playable playback
playboy players playfully playground playhouse playoff playstation pleaded pleading pleas pleased
pleasure pledge plight plots plotted plotting plumage plunged plush pockets podium poets pointe
pointer polar poles policeman policemen policy polished polite polled polling polls polly polymers
ponce ponder pondered ponds pont ponytail pools poppy porch portable portage portals porte ported
portland portray portraying ports posed poses posing positioning positions postage postal posterior
posters posting postseason postwar potion pots pottery pouch pounded pounder powered powerhouse
powerplant powers practiced practices practised praised praises praising prank prayed prayer preach
preached preaching predominant preface prefect preferred preferring prefers prefix prelate premise
preparation preparations prepare prepares presentation presented presenter presenting presents
preserve presided president pressured prevalent preview priced prima primate primetime prince
princes printed printers priory prison prisons prize prizes probable probe probing problematic
procedures processes produced producer producers production productive products prof profit
profitable profits profound programmed programmer programmes programs projecting projection
projective projects proliferation promised promises promising promoted promoter promoters promoting
promotion promotions property prophet proportions propose proposition props prosecution prosecutor
protect proteins protest protestant protestants protested protesting protests proto prototype prove
proven proves provision provoke psalms psyche psycho public puddle pulsed punch punches punching
pune pupils purely purposes purse putin puzzle puzzled qualify quarterback quarterfinal
quarterfinals quartet quartz queens questionable questioning quilt quote rabbi rabbis rabbits
racecourse racehorse racers racetrack raceway racks radial radios raft raged rags raid raided
raiding railroad rails railways rained rainer rainfall raining rains raion rallies rally ramos
rampage rampant ramps rams rana ranch rand randy ranged rangers ranges ranging rani rank ranked
ranking ransom rape raped rapids rasped ratings ratio ratios rattled ravaged ravine rayon rays
reacher reacted reactions reactive reactor reacts reader realises realism realistic realizes reaper
reared rearview reasonable reasoning reasons reborn recalling recalls receptions receptors
recognised recognized recognizes recommendation recommends recorded recording records recover
recruiting recruits redding reddy redhead rediscovered reds reductions redwood reece reeling rees
refer reformed refuge regaining regal regan regard regeneration regent regiment regimes regis
registering registers regulars rehearsals reich reid reilly reins relate relates relating relations
relationships relay releases relics relied reliefs remainder remaining remembering remembers
reminded remote removes render renovations rented rents repairing repay repeal repealed repeats
replace replacements replaces replay replies repression reprise reptiles requirements rescued
rescues researching reserved reserves reside residents resign resort resorts responds responses
restart restored restoring restrain restraining restrictive resultant resulting retain retained
retains reused revered reviewing rewards reyes rhone rhythms ribbons rick ricky riddle rider riders
rift rights rigorous ripe rippled rises risked risking rite rites ritter rivera riverside rms roach
roads roadside roadway roaming robbed robber robbery robbins robes robotics rocked rocket rocking
rockwell rocky roland roles rollins roman romans rook rooster rooted roots roses rosewood ross
roster rotated rotating roth rotherham rotor rouge roundabout rounded rounding rounds rousseau
routed routes routines routing rover rovers rowe rower rowland rows royale royals rubin ruby rudder
rugged ruler rulers rumble rumbled rumbling rumor rumors rumours runaway rune runes runoff runway
runways ruse rushed rushes ruth saber sable sachs sacked sacred sadly saetan safeguard safety saga
sage saharan sail sailed sailing sails sainte saints sake salem salesman sally salmon saloon salvage
samba sammy sampled sampson sanders sands sandstone sandy sang sant santo sash satan satisfactory
save saves sawyer saxon scala scaled scaling scandal scandals scanned scans scare scares scarf
scarlett scars scattered scent scented scents schedules schoolhouse schooling schools schooner
scooted scope scorer scores scoring scots scott scouting scramble scrapped scratching screenings
screenplay screens scripts scroll seafood sealed sealing seals seam seaman seamen searching sears
seaside seasonal seasons seater seating seattle secretive secrets sector secure seduce seduction
seeded seeking seeks seeming seine selections selective selfish selling sells semiconductor
semifinal semifinals semitic seniors sensed senses sensors sentenced sentimental separated separates
separating separation serbs serge server serves serviced servicemen seton settings settler settlers
setup seven severn shack shaded shades shadowy shady shaft shafts shaggy shaken shale shame shane
shang shapes shaping share shares sharing sharks sharpe shatter shattering shaved shay shea shear
sheds sheen shells shelly shelter shen shifter shine shining shipped shipping shire shirts shone
shooter shootout shore shores shortages shortlisted shortstop shotgun shouldn shouts shove shoved
shoving showcase showdown showing shown showtime shriek shrieked shrine shrines shrub sibling
sidekick sidewalk sidewalks siding sidney siege sigh sighed sighs sighting sights signage signaling
signalling signals signing silenced silky silva sima simpler sims simulate simulation sin sincerely
sindh singers singled singles singleton sings sinking sins sired sited sites situations skate skater
skaters sketch skier skies skill skilled skinner skins skipper skirt skulls skyline slacks slade
slams slang slant slapped slate slated slater slaughter slayer sleek slice slices slicing slick
slides slippery slits slopes sloping slots slowed slugs slung smackdown smartphone smashing
smashwords smeared smelled smelling smiled smiles smiley smyth snails snapping snaps snarl snarled
snatched sneak sniff snort snout snowfall soared soaring socket socrates softball sold solos
solutions somber someday somehow someplace somethin sometime somewhat sonar songwriters songwriting
sonic soothe soothing sorrow soto sought souls soundtrack soundtracks sousa southbound southeastern
southend southernmost southland southport southward southwest southwestern spaces span spanning
sparkle sparkled sparks sparse sparta spartak spartans spawn speakers spear spears spec specialising
specialists specially specials sped speechless speeding speeds speedway speedy spelling spells
spence spending spices spies spines spins spiral spire spitfire splits spoil spoke spoken spokesman
spokesperson spores sporting sportsman spotlight sprang springfield springsteen sprinter sprung
spurred spurs spying squads squared squares squid squire squirrels stabilize stabilized stacey stacy
stade stadion stadiums staffed stagecoach staged stages staging stainless stains stairway stairwell
stakes stale stalin stalk stalked stalking stalks stall stamp stampede stan standalone standards
standings starboard starbucks stare stark starr starred starring starter startled startling startup
starving statements statesman statewide stations stats statues stature statute stealing steals
steamboat steamed steamer steele steer stellar stemmed stemming stems stepfather stephen stephenson
stepmother steppe steve stewart stil stilled stills stimulated stint stir stirling stocked stockport
stocks stockton stokes stole stolen stomped stony store stored stores storey storing stormy
storyline storylines storytelling straightening straightforward strait straits strand strands
stranger straps strawberry streamlined streetcar streets strengths stride strife strike striker
strikers strings striped strive strode stroked stroking stronghold strung stuart stubble stud
students studied studios studying stuffing stunt stunts sturdy styled styles subjective subjects
subsidies subsidy successfully succession successive successor sucker sucks suggest suggestion
suitcase suite suits summers summit sumner sundance sung sunglasses sunlight sunny sunrise sunset
superb superfamily superhuman superman supermarket supernatural superstar supervise supervision
supper supplied suppliers supplies supplying supporting supportive supports suppose surfaced
surfaces surfer surprised surprises survive survives survivors suspects sutton swami swat swayed
swearing sweater sweep sweeping sweeps sweetheart swept swift swimmer swinging swiped swiss switches
sword swords swore swung symmetry systematic systems tackles tagged tailed tailor tails tainted
taiwan takeoff takeover tales talked tally tammy tang tangle tangled tango tanker tanks tanned tapes
tapping targeting targets task tasked tastes tasting tatar tate tattoos taught taxa taxes taxis
taxon teachers teachings teamed teaming teammates teams tease teased teasing technicians techno
teenagers telling temperate template tempo tend tended tending tenor tensions tentative tenth
terminals terminate terraces terror terry tess texans textbook textbooks texted texts thank thanked
thanking thanksgiving theater theatres thee theirs themes thereafter thereby thereof theresa therese
thesis thinkers thirds thong thor thorne thornton thorough thoughtfully threads threat threaten
threats three thrill thrilling thrive thrusts thugs thus tian ticked ticket ticking tides tier ties
tigers tiled timbers timed timeless timeline timetable timing timmy timor tina ting tipping tires
titan titanic titled titles tits tobias tobin toby togo token tolerated tome tommy tones tongues
toni tools topics topped torah torches tori tornadoes toro tortured tory totaling totals touchdown
touchdowns touring tournaments tours towed tower towering towers towing townland towns townsend
townships trace traced traces tracing tract tractors tracts tracy trade trader traders trading
trailed trailer trailers trainee traitor traits trams tramway tran trance transaction transferred
transferring transfers transform transformation transformed transforming transgender transitions
translate translit transmission transmit transparent transport transportation transporting trap
trapping traps trash traveler traveller travers treason treasurer treasures treasury treating
treatments treaty trembled trend trent trenton tres trevor triad trials triangle tribal tribe tribes
tricked tricks trident trier triggering trimmed tristan trois troll trolls troops trophy troubled
trough truce truss trusted trusting trusts truths tuba tubes tucker tucking tudor tugged tugging
tulane tully tumbling tune tuned tunic tuning tunis tunnels turing turks turnbull turner turnover
tutor tweed twinkle twitter typed tyrone ulster ultraviolet uncles uncomfortably undercover undergo
undergoes underground underlying undermine understands understood undertake undertaken undertaking
undertook underwater underway underwood underworld unicode unicorn uniformed uniforms union unions
unison uniting universite unlocked upbeat upbringing update updates upgrade upheld uphold upland
uploaded uprising upscale upside upstate upstream upton uptown urged urging usable uttar vaccines
vale valid valle valued values vanguard varies vary vega vehicles vendor vent ventral vents venus
verbal verbs verdi verse verses versions verve vested viaduct vibrated vicki vicky victor victoria
videos viewing viewpoint vigor viii viking vikram villages vimes vince vines vineyards visible
visions visitation visits vista visuals vita vitro vocals vogue voiced vols volta volumes votes
voting vowed vowel vowels wages wagons waistband waited waiter waits wakefield wal walkers walkover
walkway wallace walled waller wallet wallis wally walt walter walters wand wanda wandered wang
warden wards ware warehouses warlock warn warner warnings warped warring warrington warriors wars
warsaw warships wary washed washington wasn wastewater watches waterfall waterfalls waterfront
waterloo watershed waterway waterways watt waved wavelength wavelengths waves waving wealth wealthy
weave weaving weddings wedge weekday weekdays weightlifting weir welcomed welded welding welles
wells wentworth weren westbound westfield weston westward westwood wetland whales wheelbase wheeling
wheels whereabouts whereas whereby wherein whereupon wherever whichever whisper whispers whitehall
whitehead whoa whoever wholesale wholly whore whose wicket widen widened widows wiener wigan wight
wildcats wilder wildlife wildly wiley willed willis willow wills wilton winced winding winged winger
wings winked winners wins winters wireless wires wiring witch witches withdraw withdrew withstand
witness wobble wobbles wolf wolfe wondering wonderland wonders wong wooded woodland woodrow
woodstock woodward woody workers workforce workings workshops worlds worldwide worship worthy wouldn
wounded wounding woven wrapping wreath wrestle wrestler wright writ writer writes writings wrought
xander yale yankee yates yearbook yearly yeast yellowstone yield yields ying yong yorker yours youth
youthful youths zack zambia zimmerman zombies
    """.split()
)
